package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessIT extends RunningService {

    private static final String ADAS = "/v1/users/101/dashboard";

    private void assertUnauthorized(String token) {
        given().auth()
                .oauth2(token)
                .get(ADAS)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("status", is(401))
                .body("detail", not(startsWith("io.")));
    }

    @Test
    void letsAPersonReadAboutThemselvesOnly() {
        link("101", ADA);

        as("101").get(ADAS).then().statusCode(200).body("courses.size()", is(3));
        as("102")
                .get(ADAS)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("title", is("Forbidden"));
    }

    @Test
    void letsNobodyReadWithoutToken() {
        given().get(ADAS)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"));
        given().get("/v1/courses").then().statusCode(401);
        given().get("/v1/certificates/lms:customcert:1/pdf").then().statusCode(401);
    }

    @Test
    void refusesTokensThatAreNotRight() {
        long now = System.nanoTime() / 1_000_000_000L;
        List.of(
                        issuer.client("portal", "cms").type("JWT"),
                        issuer.client("portal", "cms").type("logout+jwt"),
                        issuer.client("portal", "cms").claim("aud", "lms"),
                        issuer.client("portal", "cms").without("aud"),
                        issuer.client("portal", "cms").claim("iss", "http://127.0.0.1:1"),
                        issuer.client("portal", "cms").claim("exp", now),
                        issuer.client("portal", "cms").without("exp"),
                        issuer.client("portal", "cms")
                                .signedBy(TestIssuer.generate().getPrivate()))
                .forEach(token -> assertUnauthorized(token.toString()));
        assertUnauthorized("not.a.token");
        assertUnauthorized(issuer.client("portal", "cms").toString().replaceAll("\\.[^.]*$", "."));
    }

    @Test
    void refusesAClientWithoutScopeAndATokenWithoutSource() {
        given().auth()
                .oauth2(issuer.client("portal", "cms")
                        .claim("scope", "token:mint")
                        .toString())
                .get("/v1/courses")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(issuer.client("portal", "cms").without("source").toString())
                .get(ADAS)
                .then()
                .statusCode(403);
    }

    @Test
    void answersProblemsForWhatIsNotThere() {
        asPortal().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        asPortal().delete("/v1/courses").then().statusCode(405).contentType("application/problem+json");
        asPortal()
                .get("/v1/users/{uid}/courses", "x".repeat(65))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", is("cmsUid has 1 to 64 characters"));
    }
}

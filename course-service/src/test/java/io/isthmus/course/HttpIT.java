package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what is remembered of people. */
@QuarkusTest
class HttpIT extends LearnerTest {

    private HttpResponse<byte[]> raw(String path, String acceptEncoding, String ifNoneMatch)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + issuer.client("portal", "cms"))
                .header("Accept-Encoding", acceptEncoding);
        if (!ifNoneMatch.isEmpty()) {
            request.header("If-None-Match", ifNoneMatch);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void compressesForWhoTakesItUnderATagOfItsOwn() throws Exception {
        link("101", ADA);
        String path = "/v1/users/101/dashboard";

        var plain = raw(path, "identity", "");
        var zipped = raw(path, "gzip", "");

        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.body().length).isLessThan(plain.body().length);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(plain, "Vary")).contains("Authorization", "Accept-Encoding");
        assertThat(header(zipped, "ETag")).startsWith("\"").isNotEqualTo(header(plain, "ETag"));
        assertThat(raw(path, "gzip", header(zipped, "ETag")).statusCode()).isEqualTo(304);
        assertThat(raw(path, "identity", header(plain, "ETag")).statusCode()).isEqualTo(304);
        assertThat(raw(path, "identity", header(zipped, "ETag")).statusCode()).isEqualTo(200);
    }

    /** A token is checked the first time; then another way leads to the same answer. */
    @Test
    void saysTheSameToWhoIsKnownAsToWhoIsNot() throws Exception {
        link("101", ADA);
        asPortal().get("/v1/users/101/dashboard").then().statusCode(200);
        String token = issuer.client("portal", "cms").toString();

        var first = asked("/v1/users/101/dashboard", token);
        var again = asked("/v1/users/101/dashboard", token);

        assertThat(header(first, "Server-Timing")).contains("links;dur=");
        assertThat(header(again, "Server-Timing")).contains("cache;dur=");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(names(again)).isEqualTo(names(first));
        for (String name : List.of("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary")) {
            assertThat(header(again, name)).as(name).isNotEmpty().isEqualTo(header(first, name));
        }
        assertThat(asked("/v1/users/1%301/dashboard", token).body()).isEqualTo(first.body());
    }

    @Test
    void showsWhatChangedToWhoIsKnownToo() throws Exception {
        LmsUser learner = linkedLearner(10);
        String path = "/v1/users/" + uid(learner) + "/dashboard";
        String token = issuer.client("portal", "cms").toString();
        for (int i = 0; i < 3; i++) {
            assertThat(asked(path, token).body()).asString().contains("\"progress\":10,");
        }
        lms.enrol(learner.id(), 4, 60);

        tellThat("io.isthmus.course.progressed.v1", learner);

        Await.until("the new progress, from the cache", () -> {
            var answer = asked(path, token);
            return new String(answer.body(), StandardCharsets.UTF_8).contains("\"progress\":60,")
                    && header(answer, "Server-Timing").contains("cache;dur=");
        });
    }

    @Test
    void refusesWhoIsKnownAsItRefusesWhoIsNot() throws Exception {
        link("101", ADA);
        String person = issuer.person("102", "cms").toString();
        for (int i = 0; i < 2; i++) {
            assertThat(asked("/v1/users/101/dashboard", person).statusCode()).isEqualTo(403);
        }
        String client = issuer.client("portal", "cms").toString();
        for (int i = 0; i < 2; i++) {
            assertThat(asked("/v1/users/" + "1".repeat(65) + "/dashboard", client)
                            .statusCode())
                    .isEqualTo(400);
        }
        String other = issuer.client("portal", "cms").type("logout+jwt").toString();
        for (int i = 0; i < 2; i++) {
            assertThat(asked("/v1/users/101/dashboard", other).statusCode()).isEqualTo(401);
        }
    }

    /** The same for somebody whose LMS is away as for who is looked at the long way. */
    @Test
    void saysThatTheLmsIsAwayToWhoIsKnown() throws Exception {
        LmsUser learner = newcomer();
        link(uid(learner), learner.id());
        String token = issuer.client("portal", "cms").toString();
        asked("/v1/users/101/dashboard", token);
        LmsUser unasked = newcomer();
        send(
                "isthmus.identity.links",
                "cms:" + uid(unasked) + ":lms",
                linkEvent("cms", uid(unasked), unasked.id(), "linked"));
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        Await.until(
                "503",
                () -> asked("/v1/users/" + uid(unasked) + "/dashboard", token).statusCode() == 503);

        var answer = asked("/v1/users/" + uid(unasked) + "/dashboard", token);
        assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(answer, "Retry-After")).isNotEmpty();
    }

    /** One time series for the path, not one for each person. */
    @Test
    void countsRequestsWithoutNames() throws Exception {
        link("101", ADA);
        String token = issuer.client("portal", "cms").toString();
        for (int i = 0; i < 3; i++) {
            asked("/v1/users/101/dashboard", token);
        }

        assertThat(given().get("/q/metrics").asString())
                .contains("uri=\"/v1/users/{cmsUid}/dashboard\"")
                .doesNotContain("/v1/users/101");
    }

    private static HttpResponse<byte[]> asked(String path, String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Set<String> names(HttpResponse<?> response) {
        return response.headers().map().keySet();
    }

    @Test
    void sendsTheComponentCompressed() throws Exception {
        var zipped = raw("/embed/isthmus-courses.js", "gzip", "");

        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Content-Type")).startsWith("text/javascript");
        assertThat(zipped.body()).hasSizeLessThan(15 * 1024);
        assertThat(raw("/embed/isthmus-courses.js", "gzip", header(zipped, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(raw("/embed/isthmus-courses.js", "identity", ""), "Content-Encoding"))
                .isEmpty();
        assertThat(header(raw("/v1/courses", "identity", ""), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void tellsTheCmsDeveloperWhatTookSoLong() {
        link("101", ADA);

        asPortal()
                .get("/v1/users/101/dashboard")
                .then()
                .header("Server-Timing", containsString("links;dur="))
                .header("Server-Timing", containsString("total;dur="));
    }

    @Test
    void letsPagesOfConfiguredOriginsAskAndNoOthers() {
        given().header("Origin", "http://127.0.0.1:9000")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization,if-none-match")
                .options("/v1/users/101/dashboard")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "http://127.0.0.1:9000")
                .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));
        Response stranger = asPortal().header("Origin", "https://evil.example").get("/v1/courses");
        assertThat(stranger.header("Access-Control-Allow-Origin")).isNull();
        link("101", ADA);
        given().auth()
                .oauth2(issuer.person("101", "cms").toString())
                .header("Origin", "http://127.0.0.1:9000")
                .get("/v1/users/101/dashboard")
                .then()
                .statusCode(200)
                .header("Access-Control-Expose-Headers", containsStringIgnoringCase("Age"))
                .header("Vary", containsString("Origin"));
    }

    @Test
    void knowsTheKeysWhileTokenServiceIsAway() {
        link("101", ADA);
        asPortal().get("/v1/users/101/dashboard").then().statusCode(200);
        issuer.away(true);
        try {
            asPortal().get("/v1/users/101/dashboard").then().statusCode(200);
            as("101").get("/v1/users/101/dashboard").then().statusCode(200);
        } finally {
            issuer.away(false);
        }
    }

    @Test
    void keepsAnEnrolmentThatIsNoLongerListedAsLastSeen() {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 30);
        lms.enrol(learner.id(), 5, 100);
        link(uid(learner), learner.id());
        dashboard(learner)
                .then()
                .body("courses.status", contains("completed", "in-progress"))
                .body("courses[0].completedAt", notNullValue())
                .body("courses[1].completedAt", nullValue())
                .body("courses[0].launchUrl", containsString("/sso/launch?target=%2Fcourse%2Fview.php%3Fid%3D5"));

        lms.state().unenrol(learner.id(), 4);
        tellThat("io.isthmus.course.progressed.v1", learner);

        Await.untilAsserted(
                "the course to be past",
                () -> dashboard(learner)
                        .then()
                        .body("courses.id", contains("lms:5", "lms:4"))
                        .body("courses.status", contains("completed", "past"))
                        .body("courses[1].progress", is(30)));
    }
}

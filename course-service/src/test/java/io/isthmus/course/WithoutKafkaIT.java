package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.isthmus.testbed.quarkus.Infrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new replica that cannot know yet who has which account. */
@QuarkusTest
@TestProfile(WithoutKafkaIT.NoBroker.class)
class WithoutKafkaIT {

    public static final class NoBroker implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:9");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(Infrastructure.class, Map.of("parts", "postgres,lms", "database", "course")),
                    new TestResourceEntry(TestIssuer.class));
        }
    }

    @SuppressWarnings("NullAway.Init")
    TestIssuer issuer;

    @Test
    void isNotReadyAndAnswersNoEmptyDashboard() {
        given().get("/q/health/ready").then().statusCode(503);
        given().get("/q/health/live").then().statusCode(200);
        for (String what : List.of("dashboard", "courses", "certificates")) {
            given().auth()
                    .oauth2(issuer.client("portal", "cms").toString())
                    .get("/v1/users/101/" + what)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2")
                    .body("type", is("urn:isthmus:problem:links-unknown"));
        }
    }

    @Test
    void stillListsCourses() {
        given().auth()
                .oauth2(issuer.client("portal", "cms").toString())
                .get("/v1/courses/lms:2")
                .then()
                .statusCode(200);
    }
}

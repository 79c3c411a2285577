package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthIT extends RunningService {

    private static final String LMS = "checks.find { it.name == 'lms' }";

    @Test
    void isReadyOnceTheReplicaHasCaughtUp() {
        Await.untilAsserted(
                "readiness",
                () -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.name", hasItems("link replica caught up", "lms")));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void staysReadyAndSaysSoWhenTheLmsIsAway() {
        link("101", ADA);
        asPortal().get("/v1/users/101/certificates").then().statusCode(200);
        lms.faults().set(Fault.of(Fault.Kind.DB_DOWN));

        Await.untilAsserted("the LMS's state", () -> {
            asPortal().get("/v1/certificates/lms:customcert:1/pdf").then().statusCode(503);
            given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(LMS + ".status", is("UP"))
                    .body(LMS + ".data['lms.state']", is("unavailable"))
                    .body(LMS + ".data['lms.errorcode']", is("dbconnectionfailed"));
        });
    }

    @Test
    void measuresCallsAndAnswers() {
        link("101", ADA);
        asPortal().get("/v1/users/101/dashboard");

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("isthmus_lms_calls_seconds_count{function=\"core_enrol_get_users_courses\""))
                .body(containsString("isthmus_cache_requests_total{kind=\"courses\""))
                .body(containsString("isthmus_links_caught_up 1.0"));
    }
}

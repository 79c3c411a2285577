package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DashboardIT extends LearnerTest {

    @Test
    void tellsCoursesProgressAndCertificatesInOneAnswer() {
        link("101", ADA);

        asPortal()
                .get("/v1/users/101/dashboard")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("user", equalTo(Map.of("source", "cms", "cmsUid", "101", "linked", true)))
                .body("courses.id", contains("lms:2", "lms:3", "lms:4"))
                .body("courses.name", contains("Workplace Safety", "Data Protection & Privacy", "Leading People"))
                .body("courses.progress", contains(100, 50, 0))
                .body("courses[0].status", is("completed"))
                .body("courses[0].startDate", is("2026-01-12T00:00:00Z"))
                .body("courses[2].status", is("not-started"))
                .body("courses[2].endDate", nullValue())
                .body("courses[2]", hasKey("endDate"))
                .body("courses[0].url", is(lms.url() + "/course/view.php?id=2"))
                .body("courses[0].target", is("/course/view.php?id=2"))
                .body("certificates", hasSize(1))
                .body("certificates[0].id", is("lms:customcert:1"))
                .body("certificates[0].courseId", is("lms:2"))
                .body("certificates[0].courseName", is("Workplace Safety"))
                .body("certificates[0].attempt", is(1))
                .body("certificates[0].issuedAt", is("2026-02-20T00:00:00Z"))
                .body("certificates[0].expiresAt", nullValue())
                .body("certificates[0].code", is("SAFE26ADA1"))
                .body("certificates[0].status", is("valid"))
                .body("certificates[0].pdfUrl", is("/v1/certificates/lms:customcert:1/pdf"))
                .body("stale", is(false))
                .body("failures", empty());
    }

    @Test
    void tellsNothingOfAPersonWithoutAnAccount() {
        asPortal()
                .get("/v1/users/nobody/dashboard")
                .then()
                .statusCode(200)
                .body("user.linked", is(false))
                .body("courses", empty())
                .body("certificates", empty());
    }

    @Test
    void tellsNothingOfAPersonOfAnotherSourceWithTheSameUid() {
        link("101", ADA);

        given().auth()
                .oauth2(issuer.client("portal2", "cms2").toString())
                .get("/v1/users/101/dashboard")
                .then()
                .statusCode(200)
                .body("user.source", is("cms2"))
                .body("user.linked", is(false))
                .body("courses", empty());
    }

    @Test
    void tellsCoursesAndCertificatesAlone() {
        link("101", ADA);

        asPortal().get("/v1/users/101/courses").then().statusCode(200).body("courses.progress", contains(100, 50, 0));
        asPortal().get("/v1/users/101/certificates").then().statusCode(200).body("certificates", hasSize(1));
    }

    @Test
    void leavesHiddenCoursesOutAndTellsWhatIsNotTracked() {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 7, 10);
        lms.enrol(learner.id(), 8, 0);
        link(uid(learner), learner.id());

        dashboard(learner)
                .then()
                .body("courses.id", contains("lms:8"))
                .body("courses[0].progress", nullValue())
                .body("courses[0].status", is("not-tracked"))
                .body("courses[0].startDate", nullValue());
    }

    @Test
    void answersFromTheCacheUntilItsContentChanges() {
        LmsUser learner = linkedLearner(10);
        Response first = dashboard(learner);
        long calls = lms.calls().count(LIST_COURSES);

        Response second =
                asPortal().header("If-None-Match", first.header("ETag")).get("/v1/users/{uid}/dashboard", uid(learner));

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body().asByteArray()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(lms.calls().count(LIST_COURSES)).isEqualTo(calls);
        assertThat(Integer.parseInt(first.header("Age"))).isNotNegative();
    }
}

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

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsCourse;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DashboardIT extends RunningService {

    private static final String LIST_ISSUES = "mod_customcert_list_issues";
    private static final String LIST_COURSES = "core_enrol_get_users_courses";
    private static final AtomicInteger PEOPLE = new AtomicInteger(500);

    /** A learner nobody has asked about: not linked yet. */
    private LmsUser newcomer() {
        String name = "learner" + PEOPLE.incrementAndGet();
        return lms.addUser(name, "Lea", "Learner", name + "@example.org");
    }

    private static String uid(LmsUser user) {
        return "9" + user.id();
    }

    private LmsUser linkedLearner(int progress) {
        LmsUser user = newcomer();
        lms.enrol(user.id(), 4, progress);
        link(uid(user), user.id());
        return user;
    }

    private Response dashboard(LmsUser user) {
        return asPortal().get("/v1/users/{uid}/dashboard", uid(user));
    }

    private void tellThat(String type, LmsUser user) {
        send(
                "isthmus.lms.courses",
                "lms:" + user.id(),
                Contracts.sample(type).replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + user.id() + "\""));
    }

    /** Makes what is known of the learner outdated, so that the next asker has to ask the LMS. */
    private void outdate(LmsUser user) {
        long before = lms.calls().count(LIST_COURSES);
        Await.until("the event to be heard", () -> {
            tellThat("io.isthmus.course.progressed.v1", user);
            dashboard(user).then().statusCode(200);
            return lms.calls().count(LIST_COURSES) > before;
        });
        tellThat("io.isthmus.course.progressed.v1", user);
    }

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

    @Test
    void showsProgressOnceAnEventTellsOfIt() {
        LmsUser learner = linkedLearner(10);
        dashboard(learner).then().body("courses.progress", contains(10));
        lms.enrol(learner.id(), 4, 60);

        tellThat("io.isthmus.course.progressed.v1", learner);

        Await.untilAsserted(
                "the new progress",
                () -> dashboard(learner)
                        .then()
                        .body("courses.progress", contains(60))
                        .body("courses[0].status", is("in-progress")));
    }

    @Test
    void showsANewCourseNameOnceAnEventTellsOfIt() {
        LmsUser learner = newcomer();
        LmsCourse course =
                lms.addCourse(LmsCourse.named("NEW-" + learner.id(), "Old name").build());
        lms.enrol(learner.id(), course.id(), 0);
        link(uid(learner), learner.id());
        dashboard(learner).then().body("courses.name", contains("Old name"));
        lms.addCourse(lms.state()
                .course(course.id())
                .orElseThrow()
                .change()
                .fullname("New name")
                .build());

        send(
                "isthmus.lms.courses",
                "lms:" + course.id(),
                Contracts.sample("io.isthmus.course.updated.v1").replace("\"2\"", "\"" + course.id() + "\""));

        Await.untilAsserted("the new name", () -> dashboard(learner).then().body("courses.name", contains("New name")));
    }

    @Test
    void followsALinkToAnotherAccountAndItsEnd() {
        LmsUser first = linkedLearner(10);
        LmsUser second = newcomer();
        lms.enrol(second.id(), 4, 77);
        String key = "cms:" + uid(first) + ":lms";

        send("isthmus.identity.links", key, linkEvent("cms", uid(first), second.id(), "linked"));
        Await.untilAsserted("the other account", () -> dashboard(first).then().body("courses.progress", contains(77)));
        send("isthmus.identity.links", key, linkEvent("cms", uid(first), second.id(), "unlinked"));

        Await.untilAsserted(
                "the end of the link",
                () -> dashboard(first).then().body("user.linked", is(false)).body("courses", empty()));
    }

    @Test
    void tellsWhatIsMissingWhenOnlyAPartCanBeRead() {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 10);
        lms.faults().set(LIST_ISSUES, Fault.of(Fault.Kind.ERROR_500));
        link(uid(learner), learner.id());

        dashboard(learner)
                .then()
                .statusCode(200)
                .body("courses.progress", contains(10))
                .body("certificates", empty())
                .body("failures", hasSize(1))
                .body("failures[0].source", is("lms"))
                .body("failures[0].part", is("certificates"))
                .body("failures[0].reason", is("unavailable"));
        lms.faults().clear();
        dashboard(learner).then().body("failures", empty());
    }

    @Test
    void answersLmsUnavailableWhenNothingIsKnown() {
        LmsUser learner = linkedLearner(10);
        lms.faults().set(Fault.of(Fault.Kind.DOWN));
        LmsUser unasked = newcomer();
        send(
                "isthmus.identity.links",
                "cms:" + uid(unasked) + ":lms",
                linkEvent("cms", uid(unasked), unasked.id(), "linked"));

        Await.untilAsserted(
                "the link to be known",
                () -> dashboard(unasked)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", "10")
                        .body("type", is("urn:isthmus:problem:lms-unavailable"))
                        .body("status", is(503)));
        dashboard(learner).then().statusCode(200);
    }

    @Test
    void goesOnAnsweringFromWhatIsKnownWhenTheLmsIsDown() {
        for (Fault fault : List.of(
                Fault.of(Fault.Kind.DOWN),
                Fault.of(Fault.Kind.ERROR_500),
                Fault.of(Fault.Kind.HTML),
                Fault.of(Fault.Kind.TRUNCATED),
                Fault.of(Fault.Kind.DROP_ANSWER),
                Fault.of(Fault.Kind.DB_DOWN),
                Fault.of(Fault.Kind.MAINTENANCE),
                Fault.of(Fault.Kind.FORBIDDEN),
                Fault.of(Fault.Kind.HANG),
                Fault.slow(Duration.ofSeconds(30)))) {
            LmsUser learner = linkedLearner(42);
            lms.issueCertificate(learner.id(), 2);
            outdate(learner);
            lms.faults().set(fault);

            Await.untilAsserted(
                    "a stale answer after " + fault.kind(),
                    () -> dashboard(learner)
                            .then()
                            .statusCode(200)
                            .body("courses.progress", contains(42))
                            .body("certificates", hasSize(1))
                            .body("stale", is(true)));
            lms.faults().clear();
            Await.untilAsserted(
                    "the LMS to be asked again", () -> dashboard(learner).then().body("stale", is(false)));
        }
    }

    @Test
    void asksTheLmsOnceForManyAtTheSameTime() throws Exception {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 10);
        send(
                "isthmus.identity.links",
                "cms:" + uid(learner) + ":lms",
                linkEvent("cms", uid(learner), learner.id(), "linked"));
        link("101", ADA);
        lms.calls().clear();
        lms.faults().set(Fault.slow(Duration.ofMillis(300)));

        List<Integer> statuses = inParallel(100, () -> dashboard(learner).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(lms.calls().log(LIST_COURSES).stream()
                        .filter(call -> String.valueOf(learner.id())
                                .equals(call.parameters().get("userid"))))
                .hasSize(1);
        assertThat(lms.calls().log(LIST_ISSUES).stream()
                        .filter(call -> String.valueOf(learner.id())
                                .equals(call.parameters().get("userid"))))
                .hasSize(1);
    }

    private static <T> List<T> inParallel(int times, Callable<T> work) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(times);
        try {
            var results = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(Collections.nCopies(times, work))) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}

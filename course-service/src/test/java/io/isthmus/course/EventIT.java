package io.isthmus.course;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsCourse;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventIT extends LearnerTest {

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
}

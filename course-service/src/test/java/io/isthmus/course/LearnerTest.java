package io.isthmus.course;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsUser;
import io.restassured.response.Response;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of people who learn need. */
public abstract class LearnerTest extends RunningService {

    protected static final String LIST_ISSUES = "mod_customcert_list_issues";
    protected static final String LIST_COURSES = "core_enrol_get_users_courses";
    private static final AtomicInteger PEOPLE = new AtomicInteger(500);

    /** A learner nobody has asked about: not linked yet. */
    protected LmsUser newcomer() {
        String name = "learner" + PEOPLE.incrementAndGet();
        return lms.addUser(name, "Lea", "Learner", name + "@example.org");
    }

    protected static String uid(LmsUser user) {
        return "9" + user.id();
    }

    protected LmsUser linkedLearner(int progress) {
        LmsUser user = newcomer();
        lms.enrol(user.id(), 4, progress);
        link(uid(user), user.id());
        return user;
    }

    protected Response dashboard(LmsUser user) {
        return asPortal().get("/v1/users/{uid}/dashboard", uid(user));
    }

    protected void tellThat(String type, LmsUser user) {
        send(
                "isthmus.lms.courses",
                "lms:" + user.id(),
                Contracts.sample(type).replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + user.id() + "\""));
    }

    /** Makes what is known of the learner outdated, so that the next asker has to ask the LMS. */
    protected void outdate(LmsUser user) {
        long before = lms.calls().count(LIST_COURSES);
        Await.until("the event to be heard", () -> {
            tellThat("io.isthmus.course.progressed.v1", user);
            dashboard(user).then().statusCode(200);
            return lms.calls().count(LIST_COURSES) > before;
        });
        tellThat("io.isthmus.course.progressed.v1", user);
    }
}

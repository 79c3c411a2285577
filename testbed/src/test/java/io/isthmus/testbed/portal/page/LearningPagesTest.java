package io.isthmus.testbed.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.page.Browser.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearningPagesTest {

    private final IsthmusDouble isthmus = new IsthmusDouble();
    private final Portal portal = Portal.start(PortalOptions.sample().withIsthmus(isthmus.settings()));

    @AfterEach
    void stop() {
        portal.close();
        isthmus.close();
    }

    @Test
    void showsCoursesProgressDatesAndCertificates() throws Exception {
        String page = Browser.loggedIn(portal, "ada").get("/learning").body();

        assertThat(page)
                .contains("Botany for Beginners", "Analytical Engines", "Poetry &lt;and&gt; Prose")
                .contains("value=\"100\"", ">100%<", ">50%<", ">0%<", "Completed", "In progress", "Not started")
                .contains("12 January 2026", "2 March 2026", "aB3dE5fG7h", "href=\"/certificates/8f1c/pdf\"")
                .contains("action=\"/course/lms:2/start\"");
    }

    @Test
    void saysThatProgressIsNotTracked() throws Exception {
        isthmus.dashboard = IsthmusDouble.dashboard(
                true, new JsonArray().add(IsthmusDouble.mine(2, "Free", null, "not-tracked")), new JsonArray());

        assertThat(Browser.loggedIn(portal, "ada").get("/learning").body())
                .contains("Progress is not tracked in this course.")
                .doesNotContain("<progress");
    }

    @Test
    void welcomesWhoIsNewToTheLearningPlatform() throws Exception {
        isthmus.dashboard = IsthmusDouble.dashboard(false, new JsonArray(), new JsonArray());

        assertThat(Browser.loggedIn(portal, "chloe").get("/learning").body())
                .contains("Welcome, Chloé.", "Courses to start with", "href=\"/course/lms:3\"");
    }

    @Test
    void hasAWordForThoseWithoutCourses() throws Exception {
        isthmus.dashboard = IsthmusDouble.dashboard(true, new JsonArray(), new JsonArray());

        assertThat(Browser.loggedIn(portal, "bruno").get("/learning").body()).contains("No courses yet");
    }

    @Test
    void saysWhenWhatItShowsIsOldOrNotAll() throws Exception {
        isthmus.dashboard = isthmus.dashboard
                .copy()
                .put("stale", true)
                .put(
                        "failures",
                        new JsonArray()
                                .add(new JsonObject().put("source", "lms").put("reason", "timeout")));

        assertThat(Browser.loggedIn(portal, "ada").get("/learning").body())
                .contains("This is what we knew last", "could not be loaded", "Analytical Engines");
    }

    @Test
    void staysFriendlyWhenCoursesCannotBeHad() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");
        isthmus.coursesDown = true;

        assertThat(browser.get("/learning").body()).contains("Your courses cannot be shown right now");
        assertThat(browser.get("/").body()).contains("Good to see you, Ada.", "cannot be shown right now");
        assertThat(browser.get("/courses").body()).contains("cannot be shown right now");
        assertThat(browser.get("/course/lms:2").status()).isEqualTo(503);
        assertThat(browser.get("/certificates/8f1c/pdf").status()).isEqualTo(503);
    }

    @Test
    void doesNotWaitForeverForCourses() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");
        isthmus.slow = true;

        assertThat(browser.get("/learning").body()).contains("Your courses cannot be shown right now");
    }

    @Test
    void fetchesCertificatesForTheirOwnersOnly() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        Page own = browser.get("/certificates/8f1c/pdf");
        assertThat(own.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(own.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(IsthmusDouble.PDF);
        assertThat(browser.get("/certificates/0000/pdf").status()).isEqualTo(404);
        assertThat(new Browser(portal).get("/certificates/8f1c/pdf").location()).startsWith("/user/login");
    }

    @Test
    void keepsItsAccessTokenAndGetsANewOneWhenItIsRefused() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");
        browser.get("/learning");
        browser.get("/courses?query=engine");
        assertThat(isthmus.granted).hasValue(1);
        assertThat(isthmus.searches).contains("engine");

        isthmus.refuseBearer = 1;

        assertThat(browser.get("/learning").body()).contains("Analytical Engines");
        assertThat(isthmus.granted).hasValue(2);
    }

    @Test
    void sendsPagesThatRunNothingForeign() throws Exception {
        Page front = new Browser(portal).get("/");

        assertThat(front.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(front.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(front.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(front.body()).contains("<html lang=\"en\">").doesNotContain(" style=", "onclick");
        assertThat(new Browser(portal).get("/nowhere").body())
                .contains("There is nothing here")
                .doesNotContain("Exception");
    }
}

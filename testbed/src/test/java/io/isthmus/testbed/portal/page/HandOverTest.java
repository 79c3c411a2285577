package io.isthmus.testbed.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.TokenFormat;
import io.isthmus.testbed.portal.page.Browser.Page;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private final IsthmusDouble isthmus = new IsthmusDouble();
    private final Portal portal = Portal.start(PortalOptions.sample().withIsthmus(isthmus.settings()));

    @AfterEach
    void stop() {
        portal.close();
        isthmus.close();
    }

    @Test
    void takesATokenToTokenServiceByAForm() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        Page page = start(browser, "/course/lms:3/start");

        assertThat(page.body())
                .contains("action=\"http://sso.example.org/sso/login\"", "name=\"token\" value=\"the-token\"")
                .contains("/assets/handover.js", "Continue to the course");
        assertThat(page.header("Content-Security-Policy"))
                .as("the login goes on to other sites, which form-action would forbid")
                .contains("script-src 'self'")
                .doesNotContain("form-action");
        assertThat(isthmus.mintRequests).containsExactly(new JsonObject("""
                        {"format": "jwe", "audience": "lms", "redirect": "/course/view.php?id=3",
                         "user": {"cmsUid": "101", "username": "ada", "email": "ada@example.org",
                                  "emailVerified": true, "firstName": "Ada", "lastName": "Lovelace",
                                  "locale": "en", "city": "London", "country": "GB"}}"""));
    }

    @Test
    void givesALinkWhenAsked() throws Exception {
        Page page = start(Browser.loggedIn(portal, "ada"), "/course/lms:3/start?handover=link");

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).isEqualTo("http://sso.example.org/sso/login?token=the-token");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void speaksSsologinIfSetSo() throws Exception {
        var options = PortalOptions.sample().withIsthmus(isthmus.settings().withTokenFormat(TokenFormat.SSOLOGIN));
        try (Portal other = Portal.start(options)) {
            Page page = start(Browser.loggedIn(other, "ada"), "/course/lms:3/start");

            assertThat(page.field("data")).isEqualTo("the-data");
            assertThat(page.field("sig")).isEqualTo("the-sig");
        }
    }

    @Test
    void startsNothingWithoutAFormOfItsOwn() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        assertThat(browser.post("/course/lms:3/start", Map.of()).status()).isEqualTo(403);
        assertThat(new Browser(portal).post("/course/lms:3/start", Map.of()).location())
                .isEqualTo("/user/login");
        assertThat(start(browser, "/course/lms:99/start").status()).isEqualTo(404);
        assertThat(isthmus.mintRequests).isEmpty();
    }

    @Test
    void saysWhenTheWayIsClosed() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");
        browser.get("/learning");
        isthmus.tokensDown = true;

        Page page = start(browser, "/course/lms:3/start");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("The way to the course is closed right now");
    }

    @Test
    void logsOutHereAndThenElsewhere() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        Page page = browser.post(
                "/user/logout", Map.of("form_token", browser.get("/user/logout").field("form_token")));

        assertThat(page.body())
                .contains("action=\"http://sso.example.org/sso/logout\"", "name=\"token\" value=\"the-token\"");
        assertThat(isthmus.mintRequests.get(0).getJsonObject("user").getString("cmsUid"))
                .isEqualTo("101");
        assertThat(browser.get("/learning").location()).startsWith("/user/login");
    }

    @Test
    void logsOutHereEvenIfNowhereElse() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");
        String token = browser.get("/user/logout").field("form_token");
        isthmus.tokensDown = true;

        Page page = browser.post("/user/logout", Map.of("form_token", token));

        assertThat(page.body()).contains("Only here, though.");
        assertThat(browser.get("/learning").location()).startsWith("/user/login");
    }

    private static Page start(Browser browser, String path) throws Exception {
        return browser.post(path, Map.of("form_token", browser.get("/user/101").field("form_token")));
    }
}

package io.isthmus.testbed.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.page.Browser.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPageTest {

    private final IsthmusDouble isthmus = new IsthmusDouble();
    private final Portal portal = Portal.start(PortalOptions.sample().withIsthmus(isthmus.settings()));
    private final Browser browser = new Browser(portal);

    @AfterEach
    void stop() {
        portal.close();
        isthmus.close();
    }

    @Test
    void letsPeopleInAndGreetsThem() throws Exception {
        assertThat(browser.logIn("ada", "ada").location()).isEqualTo("/learning");

        assertThat(browser.get("/").body()).contains("Good to see you, Ada.");
        assertThat(browser.get("/user/login").location()).isEqualTo("/learning");
        assertThat(browser.get("/user").location()).endsWith("/user/101");
    }

    @ParameterizedTest
    @CsvSource({
        "ada, wrong, We don’t know this username",
        "ghost, ghost, We don’t know this username",
        "dai, dai, This account is blocked"
    })
    void saysWhyNot(String name, String password, String why) throws Exception {
        Page page = browser.logIn(name, password);

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains(why, "role=\"alert\"", "value=\"" + name + "\"");
        assertThat(browser.get("/").body()).contains("href=\"/user/login\"");
    }

    @Test
    void locksAnAccountAfterFiveWrongPasswords() throws Exception {
        for (int i = 0; i < 5; i++) {
            browser.logIn("ada", "wrong");
        }

        Page page = browser.logIn("ada", "ada");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("too many wrong passwords for this account");
    }

    @Test
    void refusesAFormThatItDidNotGiveToThisBrowser() throws Exception {
        String token = new Browser(portal).get("/user/login").field("form_token");
        browser.get("/user/login");

        Page page = browser.post("/user/login", Map.of("name", "ada", "pass", "ada", "form_token", token));

        assertThat(page.status()).isEqualTo(403);
        assertThat(browser.get("/learning").location()).startsWith("/user/login");
    }

    @Test
    void leadsBackToWhereOneWanted() throws Exception {
        assertThat(browser.get("/course/lms:2").body()).contains("/user/login?destination=/course/lms:2");
        assertThat(browser.get("/learning").location()).isEqualTo("/user/login?destination=%2Flearning");
        assertThat(login("/course/lms:2").location()).isEqualTo("/course/lms:2");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example", "//evil.example", "'/\\evil.example'", "javascript:alert(1)"})
    void leadsNowhereElse(String destination) throws Exception {
        assertThat(login(destination).location()).isEqualTo("/learning");
    }

    private Page login(String destination) throws Exception {
        String token = browser.get("/user/login").field("form_token");
        return browser.post(
                "/user/login", Map.of("name", "ada", "pass", "ada", "form_token", token, "destination", destination));
    }
}

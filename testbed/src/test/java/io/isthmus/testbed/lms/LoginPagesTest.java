package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginPagesTest {

    private static LmsStandIn lms;
    private LmsClient browser;

    @BeforeAll
    static void start() {
        lms = LmsStandIn.start(LmsOptions.sample().withMappingField("username"));
    }

    @AfterAll
    static void stop() {
        lms.close();
    }

    @BeforeEach
    void freshBrowser() {
        browser = new LmsClient(lms);
    }

    private String loginUrl(String username) {
        return browser.call("auth_userkey_request_login_url", "user[username]", username)
                .get("loginurl")
                .textValue();
    }

    private HttpResponse<String> login(String username) {
        return browser.get(loginUrl(username));
    }

    @Test
    void showsWhoIsLoggedInAfterAKeyLogin() {
        HttpResponse<String> landed = login("ada");

        assertThat(landed.statusCode()).isEqualTo(303);
        assertThat(browser.location(landed)).isEqualTo(lms.url().toString());
        assertThat(browser.get("/my/").body())
                .contains("data-username=\"ada\"", "Workplace Safety", "Data Protection &amp; Privacy", "50% complete");
    }

    @Test
    void findsPeopleByTheFieldItIsSetTo() {
        try (LmsStandIn other = LmsStandIn.start(LmsOptions.sample())) {
            JsonNode answer = new LmsClient(other).call("auth_userkey_request_login_url", "user[idnumber]", "cms:101");

            assertThat(answer.get("loginurl").asText()).startsWith(other.url() + "/auth/userkey/login.php?key=");
        }
    }

    @Test
    void leadsToTheWantedCourse() {
        HttpResponse<String> landed =
                browser.get(loginUrl("ada") + "&wantsurl=" + LmsClient.encode(lms.url() + "/course/view.php?id=3"));

        assertThat(browser.location(landed)).isEqualTo(lms.url() + "/course/view.php?id=3");
        assertThat(browser.get("/course/view.php?id=3").body())
                .contains("data-username=\"ada\"", "data-courseid=\"3\"", "data-enrolled=\"true\"");
    }

    @Test
    void refusesAKeyTheSecondTimeAndEndsTheSession() {
        String url = loginUrl("ada");
        browser.get(url);

        HttpResponse<String> again = browser.get(url);

        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body()).contains("Incorrect key");
        assertThat(browser.get("/my/").statusCode()).isEqualTo(303);
    }

    @Test
    void logsAnotherPersonOutBeforeItTakesTheKey() {
        login("bruno");

        HttpResponse<String> bounced = login("ada");

        assertThat(browser.location(bounced)).startsWith(lms.url() + "/auth/userkey/login.php?key=");
        browser.get(browser.location(bounced));
        assertThat(browser.get("/my/").body()).contains("data-username=\"ada\"");
    }

    @Test
    void logsOutToALocalPage() {
        login("ada");

        HttpResponse<String> out = browser.get("/auth/userkey/logout.php?return=/login/index.php");

        assertThat(browser.location(out)).isEqualTo(lms.url() + "/login/index.php");
        assertThat(browser.get("/my/").statusCode()).isEqualTo(303);
    }

    @Test
    void logoutLeadsNowhereElse() {
        login("ada");

        HttpResponse<String> out = browser.get("/auth/userkey/logout.php?return=https://evil.example/");

        assertThat(browser.location(out)).isEqualTo(lms.url().toString());
    }

    @Test
    void refusesTheLogoutOfAnAccountWithAnotherAuthentication() {
        browser.post("/login/index.php", Map.of("username", "grace", "password", "grace"));

        HttpResponse<String> out = browser.get("/auth/userkey/logout.php?return=/login/index.php");

        assertThat(out.statusCode()).isEqualTo(404);
        assertThat(out.body()).contains("Incorrect logout request");
        assertThat(browser.get("/my/").body()).contains("data-username=\"grace\"");
    }

    @Test
    void suspendingEndsSessions() {
        LmsUser person = lms.addUser("leaver", "Lea", "Ver", "leaver@example.org");
        browser.post("/login/index.php", Map.of("username", "leaver", "password", "leaver"));

        browser.call("core_user_update_users", "users[0][id]", "" + person.id(), "users[0][suspended]", "1");

        assertThat(browser.get("/my/").statusCode()).isEqualTo(303);
    }

    @Test
    void refusesTheSuspendedAtTheLoginForm() {
        HttpResponse<String> refused =
                browser.post("/login/index.php", Map.of("username", "frank", "password", "frank"));

        assertThat(refused.body()).contains("Invalid login").doesNotContain("data-username");
    }

    @Test
    void letsPeopleEditCityAndCountry() {
        LmsUser person = lms.addUser("mover", "Mo", "Ver", "mover@example.org");
        browser.post("/login/index.php", Map.of("username", "mover", "password", "mover"));
        String sesskey = sesskey(browser.get("/user/edit.php").body());

        browser.post("/user/edit.php", Map.of("sesskey", sesskey, "city", "Porto", "country", "PT"));

        assertThat(lms.user(person.id()).orElseThrow())
                .returns("Porto", LmsUser::city)
                .returns("PT", LmsUser::country);
    }

    @Test
    void refusesAFormOfAnotherSession() {
        LmsUser person = lms.addUser("target", "Tar", "Get", "target@example.org");
        browser.post("/login/index.php", Map.of("username", "target", "password", "target"));

        HttpResponse<String> forged = browser.post("/user/edit.php", Map.of("city", "Elsewhere", "country", "FR"));

        assertThat(forged.statusCode()).isEqualTo(404);
        assertThat(lms.user(person.id()).orElseThrow().city()).isEmpty();
    }

    @Test
    void asksBeforeALogoutWithoutTheSessionsKey() {
        login("ada");

        assertThat(browser.get("/login/logout.php").body()).contains("Do you really want to log out?");
        assertThat(browser.get("/my/").body()).contains("data-username=\"ada\"");
        String sesskey = sesskey(browser.get("/my/").body());
        browser.get("/login/logout.php?sesskey=" + sesskey);
        assertThat(browser.get("/my/").statusCode()).isEqualTo(303);
    }

    private static String sesskey(String page) {
        var matcher = Pattern.compile("sesskey(?:=|\" value=\")([0-9a-f]{32})").matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}

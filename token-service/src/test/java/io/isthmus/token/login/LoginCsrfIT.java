package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LoginCsrfIT extends AtTheDoor {

    LmsStandIn lms;
    io.isthmus.testbed.portal.Portal cms;

    @AfterEach
    void heal() {
        cms.faults().clear();
    }

    @Test
    void whoSendsTheirOwnLinkReplacesNobody() {
        assertThat(login("101", "ada", "/my/?victim").statusCode()).isEqualTo(303);
        String attack = path(
                portal.mint("jwe", "102", "bruno", "/my/?csrf").path("loginUrl").asText());

        HttpResponse<String> planted = browser.get(attack);
        assertThat(planted.statusCode()).isEqualTo(303);
        HttpResponse<String> asked = visitor.proceed();

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("somebody may have sent you their own link");
        assertThat(browser.get("/sso/logout").body())
                .as("ada's session is still there")
                .contains("Log out?");

        HttpResponse<String> stayed = visitor.press(asked, "/sso/continue", "stay");
        assertThat(Http.location(stayed)).isEqualTo(lms.url().toString());
        assertThat(browser.get("/sso/continue").statusCode())
                .as("the other login is given up")
                .isEqualTo(410);
        String kept = planted.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        assertThat(Http.program(service).get("/sso/continue", "Cookie", kept).statusCode())
                .as("and so it is for whoever kept its cookie")
                .isEqualTo(410);
    }

    @Test
    void asksBeforeOnePersonBecomesAnother() {
        assertThat(login("101", "ada", "/my/?first").statusCode()).isEqualTo(303);

        HttpResponse<String> asked = login("102", "bruno", "/my/?second");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("You are logged in as ada", "Continue as bruno");
        HttpResponse<String> forged = browser.postForm("/sso/continue", Map.of("action", "switch", "seal", "forged"));
        assertThat(forged.statusCode()).isEqualTo(410);
        assertThat(visitor.proceed().body()).contains("Continue as bruno");

        HttpResponse<String> switched = visitor.press(asked, "/sso/continue", "switch");

        assertThat(switched.headers().allValues("Set-Cookie"))
                .as("the browser drops the session of ada")
                .anyMatch(cookie -> cookie.contains("session=;") && cookie.contains("Max-Age=0"));
        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
        Await.until(
                "ada's session is over",
                () -> kafka.heard(event -> event.path("type").asText().equals("io.isthmus.session.ended.v1")
                                        && event.path("data")
                                                .path("reason")
                                                .asText()
                                                .equals("replaced"))
                                .size()
                        == 1);
    }

    @Test
    void whoIsSomebodyElseAtTheCmsIsAskedFirst() {
        logInAtTheCms("ada");

        HttpResponse<String> asked = login("102", "bruno", "/my/?planted");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("You are logged in as ada", "Continue as bruno");
        visitor.press(asked, "/sso/continue", "stay");
        assertThat(browser.get("/sso/continue").statusCode())
                .as("the other login is given up")
                .isEqualTo(410);

        HttpResponse<String> meant = login("102", "bruno", "/my/?meant");
        visitor.press(meant, "/sso/continue", "switch");
        assertThat(Http.location(visitor.proceed())).contains("/auth/userkey/login.php?key=", "meant");
    }

    @Test
    void whoIsThemselvesAtTheCmsIsNotAsked() {
        logInAtTheCms("ada");

        assertThat(login("101", "ada", "/my/?self").statusCode()).isEqualTo(303);
    }

    @Test
    void whileTheCmsCannotSayWhoItIsNobodyIsLetIn() {
        logInAtTheCms("ada");
        cms.faults().down();

        assertThat(login("102", "bruno", "/my/?unsure").statusCode()).isEqualTo(503);

        cms.faults().clear();
        assertThat(visitor.proceed().body()).contains("Continue as bruno");
    }

    private void logInAtTheCms(String name) {
        HttpResponse<String> in =
                browser.postJson(cms.url() + "/user/login?_format=json", Map.of("name", name, "pass", name));
        assertThat(in.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> login(String uid, String username, String target) {
        return visitor.login(Portal.fields(portal.mint("jwe", uid, username, target)));
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/sso/"));
    }
}

package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Http;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class DoubleClickIT extends AtTheDoor {

    @Test
    void aReloadAndADoubleClickGoTheSameWay() {
        assertThat(login("101", "ada", "/my/?reload").statusCode()).isEqualTo(303);

        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
    }

    @Test
    void aSecondClickOnTheSameLinkGoesOnInTheSameBrowserOnly() {
        String link = path(
                portal.mint("jwe", "101", "ada", "/my/?twice").path("loginUrl").asText());
        var stranger = new Visitor(service);
        stranger.handIn(Portal.fields(portal.mint("jwe", "102", "bruno", "/my/?stranger")));

        assertThat(browser.get(link).statusCode()).isEqualTo(303);
        HttpResponse<String> again = browser.get(link);

        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(Http.location(again)).isEqualTo("/sso/continue");
        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
        assertThat(stranger.browser().get(link).statusCode())
                .as("a browser with a login of its own")
                .isEqualTo(401);
    }

    @Test
    void aSecondClickBeforeTheFirstOnesCookieCameHasAWayOn() {
        String link = path(
                portal.mint("jwe", "101", "ada", "/my/?early").path("loginUrl").asText());
        Http without = Http.program(service);

        assertThat(browser.get(link).statusCode()).isEqualTo(303);
        HttpResponse<String> second = without.get(link, "Accept", "text/html");

        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.body()).contains("Did you click twice?", "href=\"/sso/continue\"");
        assertThat(second.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(visitor.proceed().statusCode())
                .as("the way on, when the cookie came")
                .isEqualTo(303);
        HttpResponse<String> stranger = without.get("/sso/continue", "Accept", "text/html");
        assertThat(stranger.statusCode())
                .as("the way on, for whoever replays the link elsewhere")
                .isEqualTo(410);
        assertThat(stranger.body()).contains("href=\"/sso/launch\"");
    }

    private HttpResponse<String> login(String uid, String username, String target) {
        return visitor.login(Portal.fields(portal.mint("jwe", uid, username, target)));
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/sso/"));
    }
}

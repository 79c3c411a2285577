package io.isthmus.testbed.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.page.Browser.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsthmusPagesTest {

    private final IsthmusDouble isthmus = new IsthmusDouble();
    private final Portal portal = Portal.start(PortalOptions.sample().withIsthmus(isthmus.mountedSettings()));

    @AfterEach
    void stop() {
        portal.close();
        isthmus.close();
    }

    @Test
    void tokenServiceSeesThePublicHostWhoAsksAndTheCookies() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        JsonObject seen =
                new JsonObject(browser.get("/sso/echo?target=%2Fmy%2F%3Fa%3D1").body());

        assertThat(seen.getString("uri")).isEqualTo("/sso/echo?target=%2Fmy%2F%3Fa%3D1");
        assertThat(seen.getString("host")).isEqualTo("localhost:" + portal.port());
        assertThat(seen.getString("x-forwarded-host")).isEqualTo("localhost:" + portal.port());
        assertThat(seen.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.getString("cookie")).contains("SESS");
    }

    @Test
    void formsAndRedirectsPassAsTheyAre() throws Exception {
        Page redirect = new Browser(portal).post("/sso/form", Map.of("token", "a+b&c"));

        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.location()).isEqualTo("/sso/continue?token=a%2Bb%26c");
        assertThat(redirect.response().headers().allValues("Set-Cookie")).hasSize(2);
    }

    @Test
    void courseServiceIsReachedWithoutTheCookiesOfThisSite() throws Exception {
        Browser browser = Browser.loggedIn(portal, "ada");

        JsonObject seen = new JsonObject(browser.get("/isthmus/embed/echo").body());

        assertThat(seen.getString("uri")).isEqualTo("/embed/echo");
        assertThat(seen.getString("cookie")).isNull();
        assertThat(browser.get("/isthmus/q/metrics").status()).isEqualTo(404);
        assertThat(browser.get("/isthmus/v1/../q/metrics").status()).isEqualTo(404);
        assertThat(browser.get("/sso/%2e%2e/q/metrics").status()).isEqualTo(404);
    }

    @Test
    void aTokenIsGivenToWhoeverIsLoggedInOnly() throws Exception {
        assertThat(new Browser(portal).get("/isthmus/token").status()).isEqualTo(401);

        Page given = Browser.loggedIn(portal, "ada").get("/isthmus/token");

        assertThat(new JsonObject(given.body()))
                .isEqualTo(new JsonObject("{\"access_token\":\"access-1\",\"expires_in\":300}"));
        assertThat(given.header("Cache-Control")).isEqualTo("no-store");
        assertThat(isthmus.exchanged).containsExactly("the-token");
    }

    @Test
    void whoHasNoAccountAtTheLmsGetsNoToken() throws Exception {
        isthmus.exchangeRefused = true;

        assertThat(Browser.loggedIn(portal, "chloe").get("/isthmus/token").status())
                .isEqualTo(404);
    }

    @Test
    void whatTheComponentReplacesIsThereWithoutJavaScript() throws Exception {
        Page learning = Browser.loggedIn(portal, "ada").get("/learning");

        assertThat(learning.body())
                .containsSubsequence(
                        "src=\"/isthmus/embed/isthmus-courses.js\"",
                        "<isthmus-courses user=\"101\"",
                        "Analytical Engines",
                        "</isthmus-courses>");
        assertThat(learning.header("Content-Security-Policy"))
                .contains("connect-src 'self'", "script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void aServiceThatIsAwayIsSaidToBeAway() throws Exception {
        isthmus.close();

        Page page = new Browser(portal).get("/sso/launch");

        assertThat(page.status()).as(page.body()).isEqualTo(502);
        assertThat(page.body()).contains("This does not work right now");
    }

    @Test
    void overHttp2TheHostIsKnownAndAFormsTypeDoesNoHarm() throws Exception {
        isthmus.dashboard = IsthmusDouble.dashboard(true, new JsonArray(), new JsonArray());
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + portal.port() + "/sso/echo"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        client.send(request, BodyHandlers.discarding());

        HttpResponse<String> second = client.send(request, BodyHandlers.ofString());

        assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(new JsonObject(second.body()).getString("x-forwarded-host")).isEqualTo("localhost:" + portal.port());
    }
}

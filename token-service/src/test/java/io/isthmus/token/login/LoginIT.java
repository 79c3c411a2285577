package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LoginIT extends AtTheDoor {

    LmsStandIn lms;

    @AfterEach
    void heal() {
        lms.faults().clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwe", "ssologin"})
    void logsAPersonInAtTheirCourse(String format) {
        String target = "/course/view.php?id=2&from=" + format;
        JsonNode minted = portal.mint(format, "101", "ada", target);

        HttpResponse<String> begun = visitor.handIn(Portal.fields(minted));
        HttpResponse<String> entered = visitor.proceed();

        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(Http.location(begun)).isEqualTo("/sso/continue");
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Http.location(entered))
                .startsWith(lms.url() + "/auth/userkey/login.php?key=")
                .endsWith("&wantsurl=" + URLEncoder.encode(lms.url() + target, StandardCharsets.UTF_8));
        assertThat(entered.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(entered.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        HttpResponse<String> atLms = Http.browser(lms.url()).get(Http.location(entered));
        assertThat(Http.location(atLms)).isEqualTo(lms.url() + target);
    }

    @Test
    void aLinkWorksOnce() {
        String link = path(
                portal.mint("jwe", "101", "ada", "/my/?once").path("loginUrl").asText());

        assertThat(browser.get(link).statusCode()).isEqualTo(303);
        HttpResponse<String> again = Http.browser(service).get(link);

        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("This link cannot be used").containsPattern("[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(again.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void headClaimsNothing() {
        String link = path(
                portal.mint("jwe", "101", "ada", "/my/?head").path("loginUrl").asText());

        assertThat(browser.head(link).statusCode()).isEqualTo(200);
        assertThat(browser.head("/sso/continue").statusCode()).isEqualTo(200);

        assertThat(browser.get(link).statusCode()).isEqualTo(303);
    }

    @Test
    void theThirdTimeWithinAMinuteIsALoopThatCanBeLeft() {
        assertThat(login("102", "bruno", "/my/?loop").statusCode()).isEqualTo(303);
        assertThat(login("102", "bruno", "/my/?loop").statusCode()).isEqualTo(303);
        HttpResponse<String> stopped = login("102", "bruno", "/my/?loop");
        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("You are being sent in circles");

        visitor.press(stopped, "/sso/continue", "again");

        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
    }

    @Test
    void aPersonIsShownAPageInTheirLanguageAndAProgramAProblem() {
        HttpResponse<String> german = browser.get("/sso/login?token=x", "Accept-Language", "fr, de-AT;q=0.8");
        HttpResponse<String> program = Http.program(service).get("/sso/login?token=x");

        assertThat(german.statusCode()).isEqualTo(401);
        assertThat(german.body()).contains("<html lang=\"de\">", "Dieser Link kann nicht verwendet werden");
        assertThat(german.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(program.statusCode()).isEqualTo(401);
        assertThat(program.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Http.json(program).path("type").asText()).isEqualTo("urn:isthmus:problem:token-refused");
    }

    @Test
    void withoutALoginThereIsNothingToContinue() {
        assertThat(browser.get("/sso/continue").statusCode()).isEqualTo(410);
        assertThat(browser.postForm("/sso/continue", Map.of("action", "switch", "seal", "x"))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void aRedirectBesideTheTokenCountsOnlyIfAllowed() {
        JsonNode foreign = portal.mint("jwe", "101", "ada");
        String token = foreign.path("token").asText();

        HttpResponse<String> refused = browser.get("/sso/login?token=" + token + "&redirect=https://evil.example/");
        assertThat(refused.statusCode()).isEqualTo(401);

        assertThat(browser.get("/sso/login?token=" + token + "&redirect=/my/?beside")
                        .statusCode())
                .as("the refusal did not use the token up")
                .isEqualTo(303);
        assertThat(Http.location(visitor.proceed())).contains(URLEncoder.encode("/my/?beside", StandardCharsets.UTF_8));
    }

    @Test
    void suspensionEndsSessionsAndRefusesTheNextLogin() {
        assertThat(login("102", "bruno", "/my/?suspended").statusCode()).isEqualTo(303);

        kafka.link("cms", "102", "bruno", "5", "suspended");

        Await.until(
                "the session is over",
                () -> kafka.heard(event -> event.path("data")
                                        .path("reason")
                                        .asText()
                                        .equals("suspended"))
                                .size()
                        == 1);
        assertThat(login("102", "bruno", "/my/?refused").statusCode()).isEqualTo(401);
    }

    @Test
    void saysSoWhenTheLmsIsDownAndGoesOnWhenItIsBack() {
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        HttpResponse<String> down = login("101", "ada", "/my/?down");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("Not possible at the moment");
        assertThat(down.headers().firstValue("Retry-After")).isPresent();

        lms.faults().clear();
        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
    }

    @Test
    void tellsOfSessionsAndRefusalsAsTheContractsSay() {
        login("101", "ada", "/my/?events");
        Http.program(service).get("/sso/login?token=x");

        Await.untilAsserted("both events arrived", () -> {
            var started = kafka.heard(Kafka.type("io.isthmus.session.started.v1"));
            var refused = kafka.heard(Kafka.type("io.isthmus.login.refused.v1"));
            assertThat(started).isNotEmpty();
            assertThat(refused).isNotEmpty();
            started.forEach(one -> {
                assertThat(Contracts.violations(one.value())).isEmpty();
                assertThat(one.key()).isEqualTo("cms:101");
                assertThat(new String(one.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                        .isEqualTo("application/cloudevents+json");
            });
            refused.forEach(one -> assertThat(Contracts.violations(one.value())).isEmpty());
        });
    }

    @Test
    void aNameAloneFindsItsLink() {
        var payload = new Forge(Instant.now()).ssoLoginPayload(node -> {
            node.remove("uid");
            node.put("username", "Ada");
            node.put("redirect", "/my/?byname");
        });

        var token = Forge.ssoLogin(Forge.SECRET, Forge.bytes(payload));

        assertThat(visitor.login(Forge.fields(token)).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> login(String uid, String username, String target) {
        return visitor.login(Portal.fields(portal.mint("jwe", uid, username, target)));
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/sso/"));
    }
}

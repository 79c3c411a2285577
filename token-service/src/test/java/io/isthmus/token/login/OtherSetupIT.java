package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.OtherSetup;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Receiver;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@TestProfile(OtherSetup.class)
@SuppressWarnings("NullAway.Init")
class OtherSetupIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;
    Receiver collector;

    private Http http;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        Service.awaitReady(service);
    }

    @Test
    void entersByThePluginsOwnToken() {
        try (var kafka = new Kafka(kafkaServer)) {
            kafka.link("cms", "101", "ada", "4", "linked");
        }
        var token = new Forge(Instant.now()).jwe(claims -> claims.put("redirect", "/course/view.php?id=2"));
        HttpResponse<String> begun = http.postForm("/sso/login", Forge.fields(token));
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

        HttpResponse<String> entered = http.get("/sso/continue", "Cookie", cookie);
        while (entered.body().contains("http-equiv")) {
            entered = http.get("/sso/continue", "Cookie", cookie);
        }

        assertThat(Http.location(entered)).startsWith(lms.url() + "/local/ssologin/login.php?data=");
        HttpResponse<String> atLms = Http.browser(lms.url()).get(Http.location(entered));
        assertThat(Http.location(atLms)).isEqualTo(lms.url() + "/course/view.php?id=2");
    }

    @Test
    void behindHttpsCookiesAreTiedToTheHost() {
        var token = new Forge(Instant.now()).jwe(claims -> {});

        HttpResponse<String> begun = http.postForm("/sso/login", Forge.fields(token));

        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-isthmus_login=")
                .contains(";Path=/", ";Secure", ";HttpOnly", ";SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(begun.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void aNetworkThatSendsBadTokensIsTurnedAwayAndWhoIsRightIsNot() {
        String[] there = {"Authorization", Portal.PORTAL, "X-Forwarded-For", "198.51.100.7"};
        for (int i = 0; i < 5; i++) {
            assertThat(http.postJson("/v1/tokens/verify", Map.of("token", "x"), there)
                            .statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> limited = http.postJson("/v1/tokens/verify", Map.of("token", "x"), there);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> page =
                http.get("/sso/login?token=x", "X-Forwarded-For", "198.51.100.9", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.body()).contains("Too many attempts");

        var right = new Forge(Instant.now()).jwe(claims -> {});
        assertThat(http.postJson("/v1/tokens/verify", Forge.fields(right), there)
                        .statusCode())
                .as("the same network, a right token")
                .isEqualTo(200);
        for (String elsewhere : List.of("198.51.101.7", "2001:db8::1")) {
            assertThat(http.postJson(
                                    "/v1/tokens/verify",
                                    Map.of("token", "x"),
                                    "Authorization",
                                    Portal.PORTAL,
                                    "X-Forwarded-For",
                                    elsewhere)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void eventsCarryTheContextOfTheTraceThatCausedThem() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String[] traced = {"traceparent", "00-" + trace + "-00f067aa0ba902b7-01"};
        try (var kafka = new Kafka(kafkaServer)) {
            var token = new Forge(Instant.now()).jwe(claims -> claims.put("sub", "901"));
            HttpResponse<String> begun = http.postForm("/sso/login", Forge.fields(token), traced);
            String cookie =
                    begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

            http.get("/sso/continue", "Cookie", cookie, traced[0], traced[1]);
            http.get("/sso/login?token=not-for-others", traced);

            Await.untilAsserted("both events are of the trace", () -> {
                for (String type : List.of("io.isthmus.login.accepted.v1", "io.isthmus.login.refused.v1")) {
                    assertThat(kafka.heard(Kafka.type(type))).anySatisfy(one -> {
                        String parent =
                                Kafka.json(one.value()).path("traceparent").asText();
                        assertThat(parent).startsWith("00-" + trace + "-").endsWith("-01");
                        assertThat(one.headers().lastHeader("traceparent").value())
                                .asString()
                                .isEqualTo(parent);
                        assertThat(Contracts.violations(one.value())).isEmpty();
                    });
                }
            });
        }
        Await.untilAsserted(
                "spans arrive at the collector",
                () -> assertThat(collector.traces())
                        .anySatisfy(spans -> assertThat(spans).contains("/sso/login", "url.query", "REDACTED")));
        assertThat(collector.traces())
                .allSatisfy(spans -> assertThat(spans).doesNotContain("not-for-others", "Java-http-client"));
    }
}

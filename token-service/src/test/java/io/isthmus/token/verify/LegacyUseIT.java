package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.TestClock;
import io.isthmus.token.wire.PresentedToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever still uses a format that ends is seen, and told so. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LegacyUseIT {

    private static final String SUNSET = "Thu, 1 Jan 2099 00:00:00 GMT";

    @TestHTTPResource("/")
    URI service;

    @Inject
    TestClock clock;

    KafkaBox kafkaServer;

    private Kafka kafka;
    private Http http;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        http = Http.program(service);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        clock.goOn();
        kafka.close();
    }

    @Test
    void answersSayWhenTheFormatEnds() {
        HttpResponse<String> verified = new Portal(http).verify(Forge.fields(v1(Instant.now())));
        kafka.link("cms", "101", "ada", "4", "linked");
        Await.untilAsserted("ada's link is known", () -> {
            HttpResponse<String> exchanged = exchange(v1(Instant.now()));
            assertThat(exchanged.statusCode()).isEqualTo(200);
            assertThat(exchanged.headers().firstValue("Sunset")).hasValue(SUNSET);
            assertThat(exchanged.headers().firstValue("Deprecation")).isPresent();
        });

        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(verified.headers().firstValue("Sunset")).hasValue(SUNSET);
        assertThat(verified.headers().firstValue("Deprecation")).hasValue("@1767225600");
    }

    @Test
    void useIsCountedAlwaysAndToldOnceAnHour() {
        Instant later = Instant.now().plus(Duration.ofHours(2));
        clock.stopAt(later);
        for (int i = 0; i < 3; i++) {
            assertThat(new Portal(http).verify(Forge.fields(v1(later))).statusCode())
                    .isEqualTo(200);
        }
        clock.stopAt(later.plus(Duration.ofHours(2)));
        assertThat(new Portal(http)
                        .verify(Forge.fields(v1(later.plus(Duration.ofHours(2)))))
                        .statusCode())
                .isEqualTo(200);

        Await.untilAsserted("it was told for each of the two hours", () -> {
            var told = kafka.heard(Kafka.type("io.isthmus.legacy.used.v1"));
            assertThat(told).hasSize(2).allSatisfy(one -> {
                assertThat(Contracts.violations(one.value())).isEmpty();
                assertThat(one.key()).isEqualTo("portal");
            });
        });
        String metrics = http.get("/q/metrics").body();
        assertThat(metrics).containsPattern("isthmus_legacy_total\\{client=\"portal\",format=\"v1\"\\} [0-9.]+");
        assertThat(metrics)
                .containsPattern("isthmus_legacy_sunset_days\\{client=\"portal\",format=\"v1\"\\} 2[0-9]{4}");
    }

    private HttpResponse<String> exchange(PresentedToken.Signed token) {
        return http.postForm(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token.data() + "." + token.sig(),
                        "subject_token_type",
                        "urn:isthmus:params:oauth:token-type:ssologin"),
                "Authorization",
                Portal.PORTAL);
    }

    /** Without a nonce of its own; what is claimed is its MAC, so each must differ. */
    private static PresentedToken.Signed v1(Instant at) {
        return new Forge(at).v1(payload -> payload.put("email", Forge.nonce() + "@example.org"));
    }
}

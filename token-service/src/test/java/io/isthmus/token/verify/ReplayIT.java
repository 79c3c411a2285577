package io.isthmus.token.verify;

import static io.isthmus.token.support.Answers.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is good once, however it comes the second time. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
class ReplayIT {

    private static final String STRICT_SECRET = "test-strict-signing-secret-0123456789";

    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final Duration SKEW = Duration.ofSeconds(1);

    @TestHTTPResource("/")
    URI service;

    @Inject
    TestClock clock;

    private Http http;
    private Portal portal;
    private Forge forge;
    private String refusal;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        portal = new Portal(http);
        Service.awaitReady(service);
        forge = new Forge(Instant.now());
        refusal = shape(portal.verify(Map.of("token", "nonsense")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssologin", "jwe", "v1", "v0"})
    void theSecondTimeItIsRefusedLikeAnyOther(String format) {
        Map<String, String> token = Forge.fields(token(format));

        assertThat(portal.verify(token).statusCode()).isEqualTo(200);

        assertThat(shape(portal.verify(token))).isEqualTo(refusal);
        assertThat(http.postForm("/sso/login", token).statusCode()).isEqualTo(401);
    }

    @Test
    void aNonceIsUsedWhateverTokenCarriesIt() {
        String nonce = Forge.nonce();
        assertThat(verify(forge.jwe(claims -> claims.put("jti", nonce)))).isEqualTo(200);

        assertThat(verify(forge.jwe(claims -> claims.put("jti", nonce).put("sub", "102"))))
                .isEqualTo(401);
        assertThat(verify(forge.ssoLogin(payload -> payload.put("nonce", nonce))))
                .isEqualTo(401);
    }

    @Test
    void noncesOfTwoClientsNeverMeet() {
        String nonce = Forge.nonce();
        assertThat(verify(forge.jwe(claims -> claims.put("jti", nonce)))).isEqualTo(200);

        var other = Forge.jwe(
                "strict-1",
                STRICT_SECRET,
                Forge.bytes(
                        forge.jweClaims(claims -> claims.put("iss", "strict").put("jti", nonce))));

        assertThat(verify(other)).isEqualTo(200);
    }

    @Test
    void whoMayNotHaveATokenDoesNotUseItUp() {
        Map<String, String> token = Forge.fields(forge.jwe(claims -> {}));

        assertThat(http.postJson("/v1/tokens/verify", token, "Authorization", Portal.LIBRARY)
                        .statusCode())
                .as("another audience")
                .isEqualTo(401);
        assertThat(http.postJson("/v1/tokens/verify", token, "Authorization", Portal.OPERATOR)
                        .statusCode())
                .as("without the scope")
                .isEqualTo(403);
        assertThat(http.postForm("/sso/login", with(token, "redirect", "https://evil.example/"))
                        .statusCode())
                .as("a foreign redirect beside it")
                .isEqualTo(401);

        assertThat(portal.verify(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssologin", "jwe"})
    void aTokenIsGoodUntilItsLastSecond(String format) {
        PresentedToken first = token(format);
        PresentedToken second = token(format);
        Instant end = forge.now().plus(LIFETIME).plus(SKEW);
        try {
            clock.stopAt(end.minusMillis(1));
            assertThat(verify(first)).isEqualTo(200);
            clock.stopAt(end);
            assertThat(shape(portal.verify(Forge.fields(second)))).isEqualTo(refusal);
        } finally {
            clock.goOn();
        }
    }

    private PresentedToken token(String format) {
        return switch (format) {
            case "ssologin" -> forge.ssoLogin(payload -> {});
            case "jwe" -> forge.jwe(claims -> {});
            case "v1" -> forge.v1(payload -> payload.put("firstname", Forge.nonce()));
            default ->
                forge.plain(
                        "ada",
                        Forge.nonce() + "@example.org",
                        String.valueOf(forge.now().getEpochSecond()));
        };
    }

    private int verify(PresentedToken token) {
        return portal.verify(Forge.fields(token)).statusCode();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }
}

package io.isthmus.token.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.SsoLoginKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class TokensIT {

    @TestHTTPResource("/")
    URI service;

    private Http http;
    private Portal portal;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        portal = new Portal(http);
        Service.awaitReady(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwe", "ssologin"})
    void whatIsMintedIsVerifiedOnce(String format) {
        JsonNode minted = portal.mint(format, "101", "ada", "/course/view.php?id=5");

        HttpResponse<String> first = portal.verify(Portal.fields(minted));
        HttpResponse<String> second = portal.verify(Portal.fields(minted));

        assertThat(first.statusCode()).isEqualTo(200);
        JsonNode verified = Http.json(first);
        assertThat(verified.path("clientId").asText()).isEqualTo("portal");
        assertThat(verified.path("source").asText()).isEqualTo("cms");
        assertThat(verified.path("format").asText()).isEqualTo(format);
        assertThat(verified.path("jti")).isEqualTo(minted.path("jti"));
        assertThat(verified.path("redirect").asText()).isEqualTo("/course/view.php?id=5");
        assertThat(verified.path("user").path("cmsUid").asText()).isEqualTo("101");
        assertThat(verified.path("user").path("emailVerified").asBoolean()).isTrue();
        assertThat(Duration.between(
                        Instant.parse(verified.path("issuedAt").asText()),
                        Instant.parse(verified.path("expiresAt").asText())))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(second.statusCode()).isEqualTo(401);
    }

    @Test
    void aMintedPluginTokenIsWhatThePluginReads() {
        JsonNode minted = portal.mint("ssologin", "101", "ada");
        var key = SsoLoginKey.of(SecretBytes.ofText(Forge.SECRET));
        String data = minted.path("data").asText();

        assertThat(SsoLoginCodec.authentic(key, data, minted.path("sig").asText()))
                .isTrue();
        JsonNode payload = Kafka.json(new String(SsoLoginCodec.open(key, data).orElseThrow(), StandardCharsets.UTF_8));
        assertThat(payload.path("username").asText()).isEqualTo("ada");
        assertThat(payload.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(payload.path("nonce").asText()).matches("[0-9a-f]{32}");
        assertThat(payload.path("uid").asText()).isEqualTo("101");
        assertThat(minted.path("loginUrl").asText()).startsWith("http://localhost:9001/sso/login?data=");
    }

    @Test
    void nobodyMintsWithoutCredential() {
        Map<String, Object> body = Portal.body("jwe", "101", "ada");

        for (String[] headers : new String[][] {
            {},
            {"Authorization", "Basic"},
            {"Authorization", "Basic !!!"},
            {"Authorization", Http.basic("portal", "wrong")},
            {"Authorization", Http.basic("portal", Forge.SECRET)},
            {"Authorization", Http.basic("nobody", "test-portal-api-credential-0123456789")},
            {"Authorization", "Bearer x"}
        }) {
            HttpResponse<String> response = http.postJson("/v1/tokens", body, headers);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void scopesDecide() {
        assertThat(http.postJson("/v1/tokens", Portal.body("jwe", "101", "ada"), "Authorization", Portal.OPERATOR)
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.postJson("/v1/tokens/verify", Map.of("token", "x"), "Authorization", Portal.OPERATOR)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format   | \"saml\"                  | 400 | format must be ssologin or jwe.",
                "format   | \"v1\"                    | 400 | format must be ssologin or jwe.",
                "audience | \"library\"               | 403 | The client may not mint for this audience.",
                "redirect | \"https://evil.example/\" | 400 | redirect must be a path at the LMS",
                "redirect | \"//evil.example/\"       | 400 | redirect must be a path at the LMS",
                "user     | null                      | 400 | user is missing.",
                "user     | {}                        | 400 | user.cmsUid must be",
                "user     | {\"cmsUid\":\"1:2\",\"username\":\"ada\"} | 400 | user.cmsUid must be",
                "user     | {\"cmsUid\":\"1\",\"username\":\"ad\\u200ba\"} | 400 | user.username is missing or cannot be",
                "user     | {\"cmsUid\":\"1\",\"username\":\"ada\",\"city\":\"a\\nb\"} | 400 | holds control characters",
                "user     | []                        | 400 | The"
            })
    void refusesToMintWhatNobodyCouldUse(String field, String value, int status, String detail) {
        String body = "{\"format\":\"jwe\",\"user\":{\"cmsUid\":\"101\",\"username\":\"ada\"}}";
        String wrong = field.equals("user")
                ? "{\"format\":\"jwe\",\"user\":" + value + "}"
                : field.equals("format")
                        ? body.replace("\"jwe\"", value)
                        : body.replaceFirst("\\{", "{\"" + field + "\":" + value + ",");

        HttpResponse<String> response = http.postJson("/v1/tokens", wrong, "Authorization", Portal.PORTAL);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Http.json(response).path("detail").asText()).contains(detail);
        assertThat(response.body()).doesNotContain("io.isthmus", "Exception", "jackson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"x\"", "{\"user\":7}"})
    void aBodyThatIsNoneIsABadRequest(String body) {
        HttpResponse<String> response = http.postJson("/v1/tokens", body, "Authorization", Portal.PORTAL);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("io.isthmus", "Exception", "jackson");
    }

    @Test
    void onlyTheRightAudienceVerifies() {
        var token = new Forge(Instant.now()).jwe(claims -> {});

        HttpResponse<String> foreign =
                http.postJson("/v1/tokens/verify", Forge.fields(token), "Authorization", Portal.LIBRARY);
        assertThat(foreign.statusCode()).isEqualTo(401);

        assertThat(portal.verify(Forge.fields(token)).statusCode())
                .as("the refusal did not use the token up")
                .isEqualTo(200);
    }

    @Test
    void twoTokensAtOnceAreABadRequest() {
        assertThat(portal.verify(Map.of("token", "x", "data", "y")).statusCode())
                .isEqualTo(400);
        assertThat(portal.verify(Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void everyAnswerCarriesSecurityHeaders() {
        HttpResponse<String> response = portal.verify(Map.of("token", "x"));

        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void unknownAddressesAndMethodsAreProblems() {
        assertThat(http.get("/v1/nothing").headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(http.get("/v1/tokens").statusCode()).isEqualTo(405);
        assertThat(http.get("/v1/tokens").headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}

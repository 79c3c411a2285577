package io.isthmus.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.SignedJwts;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Client authentication by {@code private_key_jwt}. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class ClientKeysIT {

    @TestHTTPResource("/")
    URI service;

    private Http http;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        Service.awaitReady(service);
    }

    @Test
    void aKeyProvesItsClientOnce() {
        String assertion = SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT");

        HttpResponse<String> first = token(assertion, Map.of());
        HttpResponse<String> second = token(assertion, Map.of());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Http.json(first).path("scope").asText()).isEqualTo("courses:read token:introspect token:mint");
        assertRefused(second);
    }

    @Test
    void theIssuerIsAnAudienceTooAndTheClientIdMayBeRepeated() {
        String assertion = SignedJwts.sign(
                SignedJwts.assertion(claims -> claims.put("aud", "http://localhost:9001")),
                "client-authentication+jwt");

        assertThat(token(assertion, Map.of("client_id", "robot")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> refused() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claims("another audience", claims -> claims.put("aud", "https://other.example.org")),
                claims(
                        "a second audience",
                        claims -> claims.putArray("aud")
                                .add("http://localhost:9001")
                                .add("https://other.example.org")),
                claims("no audience", claims -> claims.remove("aud")),
                claims("another issuer", claims -> claims.put("iss", "portal")),
                claims("another subject", claims -> claims.put("sub", "portal")),
                claims(
                        "an unknown client",
                        claims -> claims.put("iss", "nobody").put("sub", "nobody")),
                claims("no end", claims -> claims.remove("exp")),
                claims("over", claims -> claims.put("iat", now - 300).put("exp", now - 60)),
                claims("too long-lived", claims -> claims.put("exp", now + 3600)),
                claims("from the future", claims -> claims.put("iat", now + 120).put("exp", now + 180)),
                claims("not yet good", claims -> claims.put("nbf", now + 120)),
                claims("milliseconds", claims -> claims.put("iat", now * 1000).put("exp", now * 1000 + 60)),
                claims("no id", claims -> claims.remove("jti")),
                claims("an id that is no text", claims -> claims.put("jti", 7)),
                claims("an id of any length", claims -> claims.put("jti", "x".repeat(2000))));
    }

    private static Arguments claims(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void everythingElseIsTheSameRefusal(String name, Consumer<ObjectNode> change) {
        assertRefused(token(SignedJwts.sign(SignedJwts.assertion(change), "JWT"), Map.of()));
    }

    @Test
    void anAssertionOfAnotherKindOrForAnotherClientIsRefused() {
        assertRefused(token(SignedJwts.sign(SignedJwts.assertion(claims -> {}), "logout+jwt"), Map.of()));
        assertRefused(token(SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT"), Map.of("client_id", "portal")));
        assertRefused(token("x.y.z", Map.of()));
        assertRefused(token("", Map.of()));
    }

    @Test
    void aClientWithoutACredentialHasNone() {
        for (String guess : new String[] {"", "the credential of no client at all", Forge.SECRET}) {
            assertRefused(http.postForm(
                    "/oauth2/token",
                    Map.of("grant_type", "client_credentials"),
                    "Authorization",
                    Http.basic("robot", guess)));
        }
    }

    @Test
    void twoProofsAreOneTooMany() {
        var form = form(SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT"), Map.of());

        HttpResponse<String> answer = http.postForm("/oauth2/token", form, "Authorization", Portal.PORTAL);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Http.json(answer).path("error").asText()).isEqualTo("invalid_request");
    }

    private HttpResponse<String> token(String assertion, Map<String, String> more) {
        return http.postForm("/oauth2/token", form(assertion, more));
    }

    private static Map<String, String> form(String assertion, Map<String, String> more) {
        var form = new HashMap<>(more);
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion);
        return form;
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Http.json(answer).properties())
                .extracting(member -> member.getKey() + "=" + member.getValue().asText())
                .containsExactlyInAnyOrder(
                        "error=invalid_client", "error_description=The client is unknown or its credential is wrong.");
    }
}

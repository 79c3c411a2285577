package io.isthmus.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class OAuthIT {

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;

    private Http http;
    private Kafka kafka;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        kafka = new Kafka(kafkaServer);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void aClientGetsATokenThatTheKeySetProves() throws Exception {
        HttpResponse<String> response = token(
                Map.of("grant_type", "client_credentials", "scope", "courses:read"), "Authorization", Portal.PORTAL);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode answer = Http.json(response);
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asLong()).isBetween(1L, 300L);
        assertThat(answer.path("scope").asText()).isEqualTo("courses:read");
        JwtClaims claims = read(answer.path("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo("portal");
        assertThat(claims.getStringClaimValue("client_id")).isEqualTo("portal");
        assertThat(claims.getStringClaimValue("source")).isEqualTo("cms");
        assertThat(claims.getStringClaimValue("scope")).isEqualTo("courses:read");
        assertThat(claims.getJwtId()).isNotBlank();
    }

    @Test
    void credentialsMayStandInTheForm() {
        var form = Map.of(
                "grant_type", "client_credentials",
                "client_id", "operator",
                "client_secret", "test-operator-api-credential-0123456789");

        JsonNode answer = Http.json(token(form));

        assertThat(answer.path("scope").asText()).isEqualTo("sessions:admin sessions:read sync:admin sync:read");
        assertThat(token(form, "Authorization", Portal.OPERATOR).statusCode()).isEqualTo(400);
    }

    @Test
    void aBearerTokenOpensTheApiWithinItsScopes() {
        String mint = access("token:mint");
        var body = Portal.body("jwe", "101", "ada");

        assertThat(http.postJson("/v1/tokens", body, "Authorization", "Bearer " + mint)
                        .statusCode())
                .isEqualTo(201);
        assertThat(http.postJson("/v1/tokens", body, "Authorization", "Bearer " + access("token:verify"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.postJson("/v1/tokens", body, "Authorization", "Bearer " + mint + "x")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=client_credentials&scope=sync:admin | 400 | invalid_scope",
                "grant_type=password                            | 400 | unsupported_grant_type",
                "scope=courses:read                             | 400 | invalid_request",
                "grant_type=" + EXCHANGE + " | 400 | invalid_request",
                "grant_type=" + EXCHANGE + "&subject_token=x&subject_token_type=y | 400 | invalid_request",
                "grant_type=" + EXCHANGE + "&subject_token=x&subject_token_type=" + JWT + " | 400 | invalid_grant",
                "grant_type=" + EXCHANGE + "&subject_token=x&subject_token_type=" + JWT
                        + "&scope=token:mint | 400 | invalid_scope"
            })
    void errorsAreThoseOfTheStandard(String form, int status, String error) {
        var fields = new HashMap<String, String>();
        for (String field : form.split("&")) {
            fields.put(field.split("=")[0], field.split("=")[1]);
        }

        HttpResponse<String> response = token(fields, "Authorization", Portal.PORTAL);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Http.json(response).path("error").asText()).isEqualTo(error);
    }

    @Test
    void anUnknownClientIsTold() {
        HttpResponse<String> response =
                token(Map.of("grant_type", "client_credentials"), "Authorization", Http.basic("portal", "wrong"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Http.json(response).path("error").asText()).isEqualTo("invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(token(Map.of("grant_type", "client_credentials")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anSsoTokenIsExchangedOnceForTheTokenOfAPerson() throws Exception {
        kafka.link("cms", "101", "ada", "4", "linked");
        var sso = new Forge(Instant.now()).jwe(claims -> {});
        Await.until(
                "ada's link is known",
                () -> exchange(new Forge(Instant.now()).jwe(claims -> {}).token())
                                .statusCode()
                        == 200);

        HttpResponse<String> first = exchange(sso.token());
        HttpResponse<String> second = exchange(sso.token());

        JwtClaims claims = read(Http.json(first).path("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo("101");
        assertThat(claims.getStringClaimValue("client_id")).isEqualTo("portal");
        assertThat(claims.getStringClaimValue("scope")).isEqualTo("courses:read");
        assertThat(Http.json(first).path("issued_token_type").asText())
                .isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(Http.json(second).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void aPersonsTokenOpensNoApiOfClients() {
        kafka.link("cms", "101", "ada", "4", "linked");
        Await.until(
                "ada's link is known",
                () -> exchange(new Forge(Instant.now()).jwe(claims -> {}).token())
                                .statusCode()
                        == 200);
        String person = Http.json(
                        exchange(new Forge(Instant.now()).jwe(claims -> {}).token()))
                .path("access_token")
                .asText();

        assertThat(http.postJson("/v1/tokens", Portal.body("jwe", "101", "ada"), "Authorization", "Bearer " + person)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void noExchangeForWhomTheLmsRefuses() {
        kafka.link("cms", "701", "nobody", "9999", "linked");
        var sso = new Forge(Instant.now()).jwe(claims -> claims.put("sub", "701"));

        assertThat(Http.json(exchange(sso.token())).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void theMetadataNamesTheEndpoints() {
        JsonNode metadata = Http.json(http.get("/.well-known/oauth-authorization-server"));

        assertThat(metadata.path("issuer").asText()).isEqualTo("http://localhost:9001");
        assertThat(metadata.path("token_endpoint").asText()).isEqualTo("http://localhost:9001/oauth2/token");
        assertThat(metadata.path("jwks_uri").asText()).isEqualTo("http://localhost:9001/.well-known/jwks.json");
        assertThat(metadata.path("introspection_endpoint").asText())
                .isEqualTo("http://localhost:9001/oauth2/introspect");
        assertThat(metadata.path("revocation_endpoint").asText()).isEqualTo("http://localhost:9001/oauth2/revoke");
        assertThat(metadata.path("token_endpoint_auth_methods_supported"))
                .map(JsonNode::asText)
                .containsExactly("client_secret_basic", "client_secret_post", "private_key_jwt");
    }

    @Test
    void theKeySetHoldsNoPrivateKey() {
        HttpResponse<String> keys = http.get("/.well-known/jwks.json");

        assertThat(Http.json(keys).path("keys")).isNotEmpty().allSatisfy(key -> {
            assertThat(key.path("kty").asText()).isEqualTo("EC");
            assertThat(key.path("crv").asText()).isEqualTo("P-256");
            assertThat(key.path("use").asText()).isEqualTo("sig");
            assertThat(key.has("d")).isFalse();
        });
        assertThat(keys.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    }

    private JwtClaims read(String token) throws InvalidJwtException, JoseException {
        var keys = new JsonWebKeySet(http.get("/.well-known/jwks.json").body());
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer("http://localhost:9001")
                .setExpectedAudience("isthmus")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private String access(String scope) {
        return Http.json(token(
                        Map.of("grant_type", "client_credentials", "scope", scope), "Authorization", Portal.PORTAL))
                .path("access_token")
                .asText();
    }

    private HttpResponse<String> exchange(String subjectToken) {
        return token(
                Map.of("grant_type", EXCHANGE, "subject_token", subjectToken, "subject_token_type", JWT),
                "Authorization",
                Portal.PORTAL);
    }

    private HttpResponse<String> token(Map<String, String> form, String... headers) {
        return http.postForm("/oauth2/token", form, headers);
    }
}

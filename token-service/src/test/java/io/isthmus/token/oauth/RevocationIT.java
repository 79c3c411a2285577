package io.isthmus.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Introspection and revocation. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class RevocationIT {

    private static final String INACTIVE = "{\"active\":false}";

    @TestHTTPResource("/")
    URI service;

    private Http http;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        Service.awaitReady(service);
    }

    @Test
    void tellsAClientOfItsOwnTokenAndWhoeverMayKnowOfEveryone() {
        String token = access(Portal.PORTAL);

        JsonNode own = Http.json(post("/oauth2/introspect", token, Portal.PORTAL));
        HttpResponse<String> foreign = post("/oauth2/introspect", token, Portal.OPERATOR);
        HttpResponse<String> permitted = http.postForm(
                "/oauth2/introspect",
                Map.of(
                        "token",
                        token,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT")));

        assertThat(own.path("active").asBoolean()).isTrue();
        assertThat(own.path("client_id").asText()).isEqualTo("portal");
        assertThat(own.path("sub").asText()).isEqualTo("portal");
        assertThat(own.path("source").asText()).isEqualTo("cms");
        assertThat(own.path("scope").asText()).isEqualTo("courses:read");
        assertThat(own.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(own.path("aud").asText()).isEqualTo("isthmus");
        assertThat(own.path("exp").asLong()).isGreaterThan(own.path("iat").asLong());
        assertThat(foreign.body()).isEqualTo(INACTIVE);
        assertThat(Http.json(permitted)).isEqualTo(own);
    }

    @Test
    void anotherSourcesTokenIsNotSeen() {
        String foreign = access(Portal.STRICT, "token:mint");

        HttpResponse<String> answer = http.postForm(
                "/oauth2/introspect",
                Map.of(
                        "token",
                        foreign,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT")));

        assertThat(answer.body()).isEqualTo(INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoTokenIsInactiveAndRevokedAlready(String token) {
        assertThat(post("/oauth2/introspect", token, Portal.PORTAL).body()).isEqualTo(INACTIVE);
        assertThat(post("/oauth2/revoke", token, Portal.PORTAL).statusCode()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenOpensNothingMore() {
        String token = access(Portal.PORTAL, "token:mint");
        var body = Portal.body("jwe", "101", "ada");
        assertThat(http.postJson("/v1/tokens", body, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(201);

        assertThat(post("/oauth2/revoke", token, Portal.PORTAL).statusCode()).isEqualTo(200);

        assertThat(post("/oauth2/introspect", token, Portal.PORTAL).body()).isEqualTo(INACTIVE);
        assertThat(http.postJson("/v1/tokens", body, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/oauth2/revoke", token, Portal.PORTAL).statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyRevokesAnothersToken() {
        String token = access(Portal.PORTAL);

        HttpResponse<String> answer = post("/oauth2/revoke", token, Portal.OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Http.json(answer).path("error").asText()).isEqualTo("unauthorized_client");
        assertThat(post("/oauth2/introspect", token, Portal.PORTAL).body()).contains("\"active\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/introspect", "/oauth2/revoke"})
    void nobodyAsksWithoutSayingWhoTheyAre(String endpoint) {
        HttpResponse<String> stranger = http.postForm(endpoint, Map.of("token", access(Portal.PORTAL)));
        HttpResponse<String> nothing = http.postForm(endpoint, Map.of(), "Authorization", Portal.PORTAL);

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(Http.json(stranger).path("error").asText()).isEqualTo("invalid_client");
        assertThat(nothing.statusCode()).isEqualTo(400);
        assertThat(Http.json(nothing).path("error").asText()).isEqualTo("invalid_request");
    }

    private HttpResponse<String> post(String endpoint, String token, String authorization) {
        return http.postForm(
                endpoint, Map.of("token", token, "token_type_hint", "access_token"), "Authorization", authorization);
    }

    private String access(String authorization) {
        return access(authorization, "courses:read");
    }

    private String access(String authorization, String scope) {
        return Http.json(http.postForm(
                        "/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", scope),
                        "Authorization",
                        authorization))
                .path("access_token")
                .asText();
    }
}

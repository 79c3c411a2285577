package io.isthmus.token.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.People;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Receiver;
import io.isthmus.token.support.Receiver.Mood;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

/** Clients are told by back-channel that a session is over, whatever their servers do. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LogoutNoticesIT {

    private static final String DEAD = "/v1/logout-notices/portal?state=dead&limit=200";

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;
    Receiver receiver;

    private Kafka kafka;
    private Http http;
    private People people;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        http = Http.program(service);
        people = new People(service, lms, kafka);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        receiver.is(Mood.TAKES);
        kafka.close();
    }

    @Test
    void tellsTheClientBySignedLogoutToken() throws Exception {
        people.loggedIn("821");
        String sid = end("821");

        Await.until("the client was told", () -> !of(sid, receiver.taken()).isEmpty());

        JwtClaims claims = read(of(sid, receiver.taken()).get(0));
        assertThat(claims.getSubject()).isEqualTo("821");
        assertThat(claims.getJwtId()).isNotBlank();
        assertThat(claims.getClaimValue("events").toString())
                .isEqualTo("{http://schemas.openid.net/event/backchannel-logout={}}");
        assertThat(claims.hasClaim("nonce")).isFalse();
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(120);
    }

    @Test
    void triesAgainWithANewTokenUntilTheClientTakesIt() {
        receiver.is(Mood.FAILS);
        people.loggedIn("822");
        String sid = end("822");
        Await.until("it was tried twice", () -> of(sid, receiver.tried()).size() >= 2);

        receiver.is(Mood.TAKES);

        Await.until("the client was told", () -> !of(sid, receiver.taken()).isEmpty());
        List<String> tried = of(sid, receiver.tried());
        assertThat(tried).doesNotHaveDuplicates();
        assertThat(dead(sid)).isEmpty();
    }

    @Test
    void whatIsGivenUpCanBeSeenAndTriedAgain() {
        receiver.is(Mood.FAILS);
        people.loggedIn("823");
        String sid = end("823");
        Await.until("it was given up", () -> !dead(sid).isEmpty());

        JsonNode notice = dead(sid).get(0);
        assertThat(notice.path("attempts").asInt()).isEqualTo(4);
        assertThat(notice.path("problem").asText()).isEqualTo("status 500");
        assertThat(notice.path("cmsUid").asText()).isEqualTo("823");
        assertThat(http.get("/q/metrics").body()).contains("isthmus_backchannel_dead{client=\"portal\"}");
        receiver.is(Mood.TAKES);
        String replay = "/v1/logout-notices/portal/" + sid + "/replay";
        assertThat(http.postJson(replay, "", "Authorization", Portal.OPERATOR).statusCode())
                .isEqualTo(202);

        Await.until("the client was told", () -> !of(sid, receiver.taken()).isEmpty());
        assertThat(dead(sid)).isEmpty();
        assertThat(http.postJson(replay, "", "Authorization", Portal.OPERATOR).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aReceiverThatHangsIsLeftAloneAfterItsTime() {
        receiver.is(Mood.HANGS);
        people.loggedIn("824");
        String sid = end("824");
        Await.until("it was tried twice", () -> of(sid, receiver.tried()).size() >= 2);
        assertThat(http.get("/v1/logout-notices/portal?state=waiting", "Authorization", Portal.OPERATOR)
                        .body())
                .contains(sid, "no answer in time");

        receiver.is(Mood.TAKES);

        Await.until("the client was told", () -> !of(sid, receiver.taken()).isEmpty());
    }

    @Test
    void aDeadNoticeCanBeDiscarded() {
        receiver.is(Mood.FAILS);
        people.loggedIn("825");
        String sid = end("825");
        Await.until("it was given up", () -> !dead(sid).isEmpty());

        String notice = "/v1/logout-notices/portal/" + sid;
        assertThat(http.delete(notice, "Authorization", Portal.OPERATOR).statusCode())
                .isEqualTo(204);
        assertThat(http.delete(notice, "Authorization", Portal.OPERATOR).statusCode())
                .isEqualTo(404);
        assertThat(dead(sid)).isEmpty();
    }

    @Test
    void onlyWhoMayAndOnlyOfTheirOwnCms() {
        String warden = Http.basic("warden", "test-warden-api-credential-0123456789");

        assertThat(http.get(DEAD).statusCode()).isEqualTo(401);
        assertThat(http.get(DEAD, "Authorization", Portal.PORTAL).statusCode()).isEqualTo(403);
        assertThat(http.get(DEAD, "Authorization", warden).statusCode()).isEqualTo(404);
        assertThat(http.get("/v1/logout-notices/library", "Authorization", Portal.OPERATOR)
                        .statusCode())
                .isEqualTo(404);
        for (String odd : List.of("state=odd", "cursor=Zm9vOmJhcg", "cursor=x", "limit=0")) {
            assertThat(http.get("/v1/logout-notices/portal?" + odd, "Authorization", Portal.OPERATOR)
                            .statusCode())
                    .as(odd)
                    .isEqualTo(400);
        }
    }

    /** Ends the person's only session. */
    private String end(String uid) {
        String sid = Http.json(http.get("/v1/sessions?cmsUid=" + uid, "Authorization", Portal.OPERATOR))
                .path("items")
                .get(0)
                .path("sid")
                .asText();
        assertThat(http.delete("/v1/sessions/" + sid, "Authorization", Portal.OPERATOR)
                        .statusCode())
                .isEqualTo(204);
        return sid;
    }

    private List<JsonNode> dead(String sid) {
        var found = new ArrayList<JsonNode>();
        Http.json(http.get(DEAD, "Authorization", Portal.OPERATOR))
                .path("items")
                .forEach(item -> {
                    if (item.path("sid").asText().equals(sid)) {
                        found.add(item);
                    }
                });
        return found;
    }

    private static List<String> of(String sid, List<String> tokens) {
        return tokens.stream()
                .filter(token -> sid.equals(claims(token).path("sid").asText()))
                .toList();
    }

    private static JsonNode claims(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return Kafka.json(new String(payload, StandardCharsets.UTF_8));
    }

    private JwtClaims read(String token) throws InvalidJwtException, JoseException {
        var keys = new JsonWebKeySet(http.get("/.well-known/jwks.json").body());
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedType(true, "logout+jwt")
                .setExpectedIssuer("http://localhost:9001")
                .setExpectedAudience("portal")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }
}

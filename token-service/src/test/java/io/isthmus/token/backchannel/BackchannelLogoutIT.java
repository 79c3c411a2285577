package io.isthmus.token.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Answers;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.People;
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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A registered issuer tells that somebody logged out; the rules of OpenID Connect Back-Channel Logout 1.0 §2.6. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class BackchannelLogoutIT {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;

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
        kafka.close();
    }

    @Test
    void endsAllSessionsOfAPersonOnce() {
        people.loggedIn("831");
        people.again("831");
        String token = token("831", claims -> {});

        HttpResponse<String> done = logout(token);

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(sids("831")).isEmpty();
        assertThat(people.ended("831", "backchannel")).isPositive();
        people.again("831");
        assertThat(logout(token).statusCode()).as("the same token again").isEqualTo(400);
        assertThat(sids("831")).hasSize(1);
    }

    @Test
    void endsOneSessionByItsSid() {
        people.loggedIn("832");
        people.again("832");
        String sid = sids("832").get(0);

        assertThat(logout(token("832", claims -> claims.put("sid", sid))).statusCode())
                .isEqualTo(200);
        assertThat(sids("832")).hasSize(1).doesNotContain(sid);

        String other = sids("832").get(0);
        assertThat(logout(token("899", claims -> claims.put("sid", other))).statusCode())
                .as("another person's sid ends nothing")
                .isEqualTo(200);
        assertThat(sids("832")).hasSize(1);
        assertThat(logout(token("832", claims -> claims.put("sid", other).remove("sub")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(sids("832")).isEmpty();
    }

    @Test
    void whoHasNoSessionIsLoggedOutAlready() {
        assertThat(logout(token("898", claims -> {})).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> refused() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claims("an unknown issuer", claims -> claims.put("iss", "https://evil.example")),
                claims("no issuer", claims -> claims.remove("iss")),
                claims("another audience", claims -> claims.put("aud", "portal")),
                claims(
                        "a second audience",
                        claims -> claims.putArray("aud").add("isthmus").add("portal")),
                claims("no audience", claims -> claims.remove("aud")),
                claims("no iat", claims -> claims.remove("iat")),
                claims("no exp", claims -> claims.remove("exp")),
                claims("stale", claims -> claims.put("iat", now - 400).put("exp", now - 300)),
                claims(
                        "old and long-lived",
                        claims -> claims.put("iat", now - 4000).put("exp", now + 60)),
                claims("from the future", claims -> claims.put("iat", now + 60).put("exp", now + 120)),
                claims("no id", claims -> claims.remove("jti")),
                claims("no event", claims -> claims.remove("events")),
                claims("another event", claims -> claims.putObject("events").putObject("urn:other")),
                claims(
                        "an event that is no object",
                        claims -> claims.putObject("events").put(EVENT, true)),
                claims("a nonce", claims -> claims.put("nonce", "n-0S6_WzA2Mj")),
                claims("nobody", claims -> claims.remove("sub")),
                claims("a sub that is no text", claims -> claims.put("sub", 833)));
    }

    private static Arguments claims(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void everythingElseIsTheSameRefusal(String name, Consumer<ObjectNode> change) {
        HttpResponse<String> answer = logout(token("833", change));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Answers.shape(answer)).contains("The logout token is not accepted (REFERENCE).");
    }

    @Test
    void aTokenOfAnotherKindIsRefusedAndEndsNothing() {
        people.loggedIn("834");
        String right = token("834", claims -> {});

        assertThat(logout(SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT"))
                        .statusCode())
                .as("a client's assertion")
                .isEqualTo(400);
        assertThat(logout(SignedJwts.sign(logoutClaims("834", claims -> {}), "at+jwt"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(logout(right.substring(0, right.length() - 4) + "AAAA").statusCode())
                .isEqualTo(400);
        assertThat(logout("").statusCode()).isEqualTo(400);
        assertThat(http.postForm("/sso/backchannel-logout", Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(sids("834")).hasSize(1);
    }

    private HttpResponse<String> logout(String token) {
        return http.postForm("/sso/backchannel-logout", Map.of("logout_token", token));
    }

    private static String token(String uid, Consumer<ObjectNode> change) {
        return SignedJwts.sign(logoutClaims(uid, change), "logout+jwt");
    }

    private static ObjectNode logoutClaims(String uid, Consumer<ObjectNode> change) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "https://idp.example.org")
                .put("aud", "isthmus")
                .put("sub", uid)
                .put("jti", Forge.nonce())
                .put("iat", now)
                .put("exp", now + 120);
        claims.putObject("events").putObject(EVENT);
        change.accept(claims);
        return claims;
    }

    private List<String> sids(String uid) {
        return Http.json(http.get("/v1/sessions?cmsUid=" + uid, "Authorization", Portal.OPERATOR))
                .path("items")
                .findValuesAsText("sid");
    }
}

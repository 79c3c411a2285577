package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class JustInTimeIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;

    private Kafka kafka;
    private Visitor visitor;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        visitor = new Visitor(service);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void asksForAnAccountAndGoesInAsSoonAsItIsThere() {
        visitor.handIn(token("501"));
        var entering = CompletableFuture.supplyAsync(visitor::proceed);

        Await.until("an account is asked for", () -> asked("501").size() == 1);
        createAccount("501");

        HttpResponse<String> entered = entering.join();
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Http.location(entered)).contains("/auth/userkey/login.php?key=");
        ConsumerRecord<String, String> accepted = asked("501").get(0);
        assertThat(accepted.key()).isEqualTo("cms:501");
        assertThat(Contracts.violations(accepted.value())).isEmpty();
        JsonNode data = Kafka.json(accepted.value()).path("data");
        assertThat(data.path("jit").asBoolean()).isTrue();
        assertThat(data.path("user").path("firstName").asText()).isEqualTo("First");
    }

    @Test
    void asksForPatienceOnceAndForTheAccountOnce() {
        visitor.handIn(token("502"));

        for (int i = 0; i < 3; i++) {
            HttpResponse<String> waiting = visitor.browser().get("/sso/continue");
            assertThat(waiting.statusCode()).isEqualTo(200);
            assertThat(waiting.body())
                    .contains(
                            "Preparing your account", "<meta http-equiv=\"refresh\" content=\"2; url=/sso/continue\">");
        }
        createAccount("502");

        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
        Await.untilAsserted(
                "user-sync-service was asked once",
                () -> assertThat(asked("502")).hasSize(1));
    }

    @Test
    void theBackButtonMeetsNoBurntToken() {
        Map<String, String> token = token("504");
        visitor.handIn(token);
        assertThat(Visitor.isWaiting(visitor.browser().get("/sso/continue"))).isTrue();

        HttpResponse<String> back = visitor.browser().get("/sso/login?token=" + token.get("token"));
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(Visitor.isWaiting(visitor.browser().get("/sso/continue"))).isTrue();
        createAccount("504");

        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
        Await.untilAsserted(
                "user-sync-service was asked once",
                () -> assertThat(asked("504")).hasSize(1));
    }

    @Test
    void aLegacyTokenWithoutSeparatorsMakesNoAccount() {
        var clear = new Forge(Instant.now());
        String time = String.valueOf(clear.now().getEpochSecond());

        HttpResponse<String> answer =
                visitor.login(Forge.fields(clear.plain("person503", "person503@example.org", time)));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(asked("name:person503")).isEmpty();
    }

    private Map<String, String> token(String uid) {
        return Portal.fields(new Portal(Http.program(service)).mint("jwe", uid, "person" + uid, "/my/"));
    }

    private List<ConsumerRecord<String, String>> asked(String uid) {
        return kafka.heard(event -> event.path("type").asText().equals("io.isthmus.login.accepted.v1")
                && event.path("data").path("cmsUid").asText().equals(uid));
    }

    /** What user-sync-service does. */
    private void createAccount(String uid) {
        LmsUser user = lms.addUser("person" + uid, "Person", uid, "person" + uid + "@example.org");
        lms.state().saveUser(user.with("idnumber", "cms:" + uid).with("auth", "userkey"));
        kafka.link("cms", uid, "person" + uid, String.valueOf(user.id()), "linked");
    }
}

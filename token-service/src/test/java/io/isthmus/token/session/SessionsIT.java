package io.isthmus.token.session;

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
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.TestClock;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions as administrators see and end them, and those that end by themselves. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class SessionsIT {

    @TestHTTPResource("/")
    URI service;

    @Inject
    TestClock clock;

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
        clock.goOn();
        kafka.close();
    }

    @Test
    void anAdministratorFindsSessionsByPersonAndBySid() {
        people.loggedIn("801");
        people.again("801");

        JsonNode mine = Http.json(get("/v1/sessions?cmsUid=801"));

        assertThat(mine.path("items")).hasSize(2);
        JsonNode one = mine.path("items").get(0);
        assertThat(one.path("cmsSource").asText()).isEqualTo("cms");
        assertThat(one.path("lmsSource").asText()).isEqualTo("lms");
        assertThat(one.path("clientId").asText()).isEqualTo("portal");
        assertThat(Instant.parse(one.path("expiresAt").asText()))
                .isEqualTo(Instant.parse(one.path("startedAt").asText()).plus(Duration.ofHours(8)));
        assertThat(mine.toString()).doesNotContain("person801");
        assertThat(Http.json(get("/v1/sessions/" + one.path("sid").asText()))).isEqualTo(one);
    }

    @Test
    void pagesGoThroughAllSessionsOnceEach() {
        people.loggedIn("802");
        for (int i = 0; i < 4; i++) {
            people.again("802");
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = Http.json(get("/v1/sessions?limit=2" + cursor));
            page.path("items").forEach(item -> seen.add(item.path("sid").asText()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).hasSameSizeAs(new HashSet<>(seen)).containsAll(sids("802"));
    }

    @Test
    void anAdministratorEndsOneSessionOrAllOfAPerson() {
        var first = people.loggedIn("803");
        people.again("803");
        people.again("803");

        String sid = sids("803").get(0);
        assertThat(delete("/v1/sessions/" + sid).statusCode()).isEqualTo(204);
        assertThat(delete("/v1/sessions/" + sid).statusCode()).isEqualTo(404);
        assertThat(sids("803")).hasSize(2).doesNotContain(sid);
        assertThat(Http.json(delete("/v1/sessions?cmsUid=803")).path("ended").asInt())
                .isEqualTo(2);

        assertThat(sids("803")).isEmpty();
        Await.until("each end is told", () -> people.endings("803", "administrator") == 3);
        assertThat(first.browser().get("/sso/logout").body()).contains("You are logged out");
    }

    @Test
    void onlyWhoMayAndOnlyOfTheirOwnCms() {
        people.loggedIn("804");
        String sid = sids("804").get(0);

        assertThat(http.get("/v1/sessions").statusCode()).isEqualTo(401);
        assertThat(http.get("/v1/sessions", "Authorization", Portal.PORTAL).statusCode())
                .isEqualTo(403);
        assertThat(http.delete("/v1/sessions/" + sid, "Authorization", Portal.PORTAL)
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.get("/v1/sessions/" + sid, "Authorization", Portal.STRICT)
                        .statusCode())
                .isEqualTo(403);
        String other = Http.basic("warden", "test-warden-api-credential-0123456789");
        assertThat(http.get("/v1/sessions/" + sid, "Authorization", other).statusCode())
                .isEqualTo(404);
        assertThat(http.delete("/v1/sessions/" + sid, "Authorization", other).statusCode())
                .isEqualTo(404);
        assertThat(Http.json(http.get("/v1/sessions?cmsUid=804", "Authorization", other))
                        .path("items"))
                .isEmpty();
        assertThat(sids("804")).hasSize(1);
    }

    @Test
    void badQuestionsAreToldSo() {
        assertThat(get("/v1/sessions?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/v1/sessions?limit=201").statusCode()).isEqualTo(400);
        assertThat(get("/v1/sessions?cursor=%21").statusCode()).isEqualTo(400);
        assertThat(delete("/v1/sessions").statusCode()).isEqualTo(400);
        assertThat(get("/v1/sessions/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionWhoseTimeIsOverEndsByItself() {
        var visitor = people.loggedIn("805");

        clock.stopAt(Instant.now().plus(Duration.ofHours(8)).plusSeconds(5));

        assertThat(visitor.browser().get("/sso/logout").body()).contains("You are logged out");
        assertThat(people.ended("805", "expired")).isEqualTo(1);
        assertThat(get("/v1/logout-notices/portal?state=waiting&limit=200").body())
                .as("clients are not told, neither later")
                .doesNotContain("\"805\"");
        assertThat(receiver.tried())
                .as("nor before")
                .noneMatch(token -> claims(token).contains("\"805\""));
    }

    @Test
    void whoeverIsToBeForgottenHasNoSessionAndNoLinkAnyMore() {
        people.loggedIn("806");

        kafka.erase("cms", "806");

        assertThat(people.ended("806", "erased")).isEqualTo(1);
        assertThat(sids("806")).isEmpty();
        var again = new Visitor(service);
        Await.until("the link is gone", () -> {
            again.handIn(People.token("806"));
            return Visitor.isWaiting(again.browser().get("/sso/continue"));
        });
    }

    @Test
    void unlinkingEndsSessions() {
        people.loggedIn("807");

        kafka.removeLink("cms", "807");

        assertThat(people.ended("807", "unlinked")).isEqualTo(1);
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private List<String> sids(String uid) {
        return Http.json(get("/v1/sessions?cmsUid=" + uid)).path("items").findValuesAsText("sid");
    }

    private HttpResponse<String> get(String address) {
        return http.get(address, "Authorization", Portal.OPERATOR);
    }

    private HttpResponse<String> delete(String address) {
        return http.delete(address, "Authorization", Portal.OPERATOR);
    }
}

package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class IntakeIT extends Between {

    @Test
    void readsBinaryMode() {
        PortalUser user = world.newcomer();
        world.linked(user);
        ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));
        byte[] data = event.path("data").toString().getBytes(StandardCharsets.UTF_8);

        world.events.send(
                "isthmus.cms.users",
                "cms:" + user.uid(),
                data,
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", event.path("id").asText(),
                        "ce_source", "cms",
                        "ce_type", "io.isthmus.user.upserted.v1",
                        "ce_time", event.path("time").asText(),
                        "content-type", "application/json"));

        Await.until("the entry", () -> entries(user, event) == 1);
    }

    @Test
    void carriesTheTraceOfAnEventIntoWhatComesOfIt() {
        PortalUser user = world.newcomer();
        world.linked(user);
        world.settled(user.uid(), 1);
        long account = world.account(user.uid()).id();
        lms.state().saveUser(lms.user(account).orElseThrow().with("city", "Elsewhere"));
        String trace = "00-0af7651916cd43dd8448eb211c80319c-";

        world.events.cms(
                Events.upserted("cms", String.valueOf(user.uid())).put("traceparent", trace + "b7ad6b7169203331-01"));

        Await.until(
                "an outcome with it",
                () -> !world.topic("isthmus.sync.outcomes")
                        .events(event -> event.path("traceparent").asText().startsWith(trace))
                        .isEmpty());
    }

    @Test
    void takesTheSameEventOnce() {
        PortalUser user = world.newcomer();
        ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));

        world.events.cms(event);
        world.events.cms(event);
        Await.until("the entry", () -> entries(user, event) == 1);
        world.events.cms(event);
        ObjectNode last = Events.upserted("cms", String.valueOf(user.uid()));
        world.events.cms(last);
        Await.until("the last entry", () -> entries(user, last) == 1);

        assertThat(entries(user, event)).isEqualTo(1);
        assertThat(world.accounts(user.uid())).hasSize(1);
    }

    private long entries(PortalUser user, ObjectNode event) {
        return world.journal(user.uid()).stream()
                .filter(entry -> event.path("id").asText().equals(entry.get("eventId")))
                .count();
    }

    @Test
    void keepsPoisonAndGoesOn() {
        PortalUser user = world.newcomer();
        String key = "cms:" + user.uid();
        byte[] unknownType = Events.upserted("cms", "101")
                .put("type", "io.isthmus.user.exploded.v9")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] wrongSchema = Events.sample("io.isthmus.user.upserted.v1")
                .put("data", "none")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] huge = new byte[5 * 1024 * 1024];

        world.events.send("isthmus.cms.users", key, "no json".getBytes(StandardCharsets.UTF_8), Map.of());
        world.events.send("isthmus.cms.users", key, unknownType, Map.of());
        world.events.send("isthmus.cms.users", key, wrongSchema, Map.of());
        world.events.send("isthmus.cms.users", key, huge, Map.of());
        world.events.send("isthmus.cms.users", null, unknownType, Map.of());
        ObjectNode good = Events.upserted("cms", String.valueOf(user.uid()));
        world.events.cms(good);

        Await.until("the good one", () -> entries(user, good) == 1);
        Await.untilAsserted(
                "all of it dead",
                () -> assertThat(deadReasons())
                        .contains("not-json", "unknown-type", "no-person", "too-large", "missing-key"));
        Await.untilAsserted(
                "the events of all of it",
                () -> assertThat(world.topic("isthmus.sync.outcomes")
                                .events(event -> event.path("type").asText().equals("io.isthmus.sync.dead.v1")))
                        .hasSizeGreaterThanOrEqualTo(5)
                        .allSatisfy(event -> assertThat(Contracts.violations(event.toString()))
                                .isEmpty()));
    }

    private List<String> deadReasons() {
        return world.api("sync:read")
                .get("/v1/journal?state=dead&limit=500")
                .then()
                .extract()
                .jsonPath()
                .getList("items.reason");
    }

    @Test
    void ignoresWhatIsMeantForOthers() {
        ObjectNode session = Events.sample("io.isthmus.session.started.v1");
        String id = UUID.randomUUID().toString();
        world.events.login(session.put("id", id));
        PortalUser user = world.newcomer();
        ObjectNode login = Events.login(user, true);

        world.events.login(login);

        Await.until("the login", () -> entries(user, login) == 1);
        List<String> seen = world.api("sync:read")
                .get("/v1/journal?limit=500")
                .then()
                .extract()
                .jsonPath()
                .getList("items.eventId");
        assertThat(seen).isNotEmpty().doesNotContain(id);
    }
}

package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class ReplayIT extends Between {

    private static final String CMS_USERS = "isthmus.cms.users";
    private static final int LARGE = 5 * 1024 * 1024;

    @Test
    void keepsEveryPoisonWithItsCauseAndItsBytesAndGoesOn() {
        PortalUser user = world.newcomer();
        String mark = UUID.randomUUID().toString();
        byte[] good = bytes(Events.upserted("cms", String.valueOf(user.uid())));
        Map<String, byte[]> poisons = Map.of(
                "not-json", ("no json " + mark).getBytes(StandardCharsets.UTF_8),
                "no-person",
                        bytes(Events.sample("io.isthmus.user.upserted.v1")
                                .put("data", mark)
                                .put("source", "cms")),
                "too-large", padded(user, mark),
                "unknown-type", bytes(Events.upserted("cms", mark).put("type", "io.isthmus.user.exploded.v9")),
                "not-a-cloudevent", ("{\"mark\":\"" + mark + "\"}").getBytes(StandardCharsets.UTF_8));

        poisons.values().forEach(poison -> world.events.send(CMS_USERS, "k", poison, Map.of()));
        world.events.send(CMS_USERS, null, bytes(Events.upserted("cms", mark)), Map.of());
        world.events.send(CMS_USERS, "k", good, Map.of());

        Await.until("the good one", () -> !world.journal(user.uid()).isEmpty());
        Await.untilAsserted("all of it dead", () -> {
            poisons.forEach(
                    (reason, poison) -> assertThat(payloads(reason, mark)).contains(poison));
            assertThat(payloads("missing-key", mark)).hasSize(1);
        });
    }

    private List<byte[]> payloads(String reason, String mark) {
        return ids(reason).stream()
                .map(this::payload)
                .filter(payload -> text(payload).contains(mark))
                .toList();
    }

    /** {@code CrashIT} has one that can be read after a restart. */
    @Test
    void refusesToReplayWhatCannotBeReadYet() {
        String mark = UUID.randomUUID().toString();
        world.events.send(CMS_USERS, "k", padded(world.newcomer(), mark), Map.of());
        long id = awaited("dead", () -> dead("too-large", mark));

        world.api("sync:admin").post("/v1/journal/" + id + "/replay").then().statusCode(409);

        assertThat(dead("too-large", mark)).isEqualTo(id);
    }

    @Test
    void appliesAnEntryWithoutAKeyWhenAPersonSaysSo() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);
        lms.state().saveUser(account.with("city", "Elsewhere"));
        ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));
        world.events.send(CMS_USERS, null, bytes(event), Map.of());
        long id = awaited("dead", () -> dead("missing-key", event.path("id").asText()));

        world.api("sync:read").post("/v1/journal/" + id + "/replay").then().statusCode(403);
        world.api("sync:admin").post("/v1/journal/" + id + "/replay").then().statusCode(204);

        Await.until(
                "applied",
                () -> world.journal(user.uid()).stream()
                        .anyMatch(entry -> event.path("id").asText().equals(entry.get("eventId"))
                                && "applied".equals(entry.get("state"))));
        assertThat(world.account(user.uid()).city()).isEqualTo("Paris");
    }

    @Test
    void countsFirstThenActsOnASelection() {
        String mark = "no json " + UUID.randomUUID();
        world.events.send(CMS_USERS, "k", mark.getBytes(StandardCharsets.UTF_8), Map.of());
        Await.until("dead", () -> !payloads("not-json", mark).isEmpty());
        var selection = "{\"state\":\"dead\",\"reason\":\"not-json\"%s}";

        world.api("sync:admin")
                .body(selection.formatted(""))
                .post("/v1/journal/replay")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("count", greaterThanOrEqualTo(1))
                .body("done", equalTo(0));
        world.api("sync:admin")
                .body(selection.formatted(",\"dryRun\":false"))
                .post("/v1/journal/replay")
                .then()
                .statusCode(200)
                .body("skipped", greaterThanOrEqualTo(1))
                .body("done", equalTo(0));
        world.api("sync:admin")
                .body(selection.formatted(",\"dryRun\":false"))
                .post("/v1/journal/discard")
                .then()
                .statusCode(200)
                .body("done", greaterThanOrEqualTo(1));

        assertThat(payloads("not-json", mark)).isEmpty();
        world.api("sync:admin").body("{}").post("/v1/journal/discard").then().statusCode(400);
    }

    @Test
    void answersARequestThatIsMadeAgainAsTheFirstTime() {
        String mark = "no json " + UUID.randomUUID();
        world.events.send(CMS_USERS, "k", mark.getBytes(StandardCharsets.UTF_8), Map.of());
        long id = awaited("dead", () -> dead("not-json", mark));
        String key = UUID.randomUUID().toString();
        String path = "/v1/journal/" + id + "/discard";

        world.api("sync:admin").header("Idempotency-Key", key).post(path).then().statusCode(204);
        world.api("sync:admin")
                .header("Idempotency-Key", key)
                .post(path)
                .then()
                .statusCode(204)
                .header("Idempotency-Replayed", "true");
        world.api("sync:admin").post(path).then().statusCode(409).body("type", equalTo("urn:isthmus:problem:finished"));
        world.api("sync:admin")
                .header("Idempotency-Key", key)
                .body("{\"state\":\"dead\"}")
                .post("/v1/journal/replay")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
        world.api("sync:admin").post("/v1/journal/999999999/replay").then().statusCode(404);
    }

    private static long awaited(String what, Callable<@Nullable Long> value) {
        var found = new AtomicReference<@Nullable Long>();
        Await.until(what, () -> {
            found.set(value.call());
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    /** @return the dead entry whose payload has the mark in it; null if there is none */
    private @Nullable Long dead(String reason, String mark) {
        return ids(reason).stream()
                .filter(id -> text(payload(id)).contains(mark))
                .findFirst()
                .orElse(null);
    }

    private List<Long> ids(String reason) {
        List<Number> ids = world.api("sync:read")
                .get("/v1/journal?state=dead&limit=500&reason=" + reason)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
        return ids.stream().map(Number::longValue).toList();
    }

    private byte[] payload(long id) {
        return world.api("sync:admin")
                .get("/v1/journal/" + id + "/payload")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] padded(PortalUser user, String mark) {
        ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));
        return bytes(event.put("padding", mark + "x".repeat(LARGE)));
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}

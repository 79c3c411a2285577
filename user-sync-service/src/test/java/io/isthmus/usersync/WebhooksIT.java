package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.webhook.Senders;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class WebhooksIT extends Between {

    @Test
    void takesAChangeOnceInStructuredMode() {
        PortalUser user = world.newcomer();
        world.linked(user);
        ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));
        byte[] body = bytes(event);
        int before = world.settled(user.uid(), 1).size();

        Map<String, String> headers = Senders.signed(body, Map.of(), Instant.now());
        assertThat(post("cms", headers, body, "application/cloudevents+json").statusCode())
                .isEqualTo(202);
        assertThat(post("cms", headers, body, "application/cloudevents+json").statusCode())
                .isEqualTo(202);

        assertThat(world.settled(user.uid(), before + 1)).hasSize(before + 1);
        assertThat(world.journal(user.uid()).get(0))
                .containsEntry("channel", "webhook:cms")
                .containsEntry("state", "unchanged")
                .containsEntry("eventId", event.path("id").asText());
    }

    @Test
    void takesAChangeInBinaryMode() {
        PortalUser user = world.newcomer();
        world.linked(user);
        byte[] body = ("{\"id\":\"" + user.uid() + "\"}").getBytes(StandardCharsets.UTF_8);
        String id = UUID.randomUUID().toString();

        Map<String, String> headers = Senders.signed(
                body,
                Map.of(
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        id,
                        "ce-source",
                        "cms",
                        "ce-type",
                        "io.isthmus.user.upserted.v1",
                        "ce-time",
                        Instant.now().toString()),
                Instant.now());
        assertThat(post("cms", headers, body, "application/json").statusCode()).isEqualTo(202);

        assertThat(world.settled(user.uid(), 2)).anyMatch(entry -> id.equals(entry.get("eventId")));
    }

    @Test
    void takesADeliveryOfTheDrupalModuleOnce() {
        PortalUser user = world.newcomer();
        world.linked(user);
        byte[] body = ("{\"event\":\"entity:user:update\",\"entity\":{\"uid\":[{\"value\":" + user.uid() + "}]}}")
                .getBytes(StandardCharsets.UTF_8);
        int before = world.settled(user.uid(), 1).size();
        String delivery = UUID.randomUUID().toString();

        for (int i = 0; i < 2; i++) {
            Map<String, String> headers = Senders.drupal(body, "entity:user:update", delivery);
            assertThat(post("cms", headers, body, "application/json").statusCode())
                    .isEqualTo(202);
        }

        assertThat(world.settled(user.uid(), before + 1)).hasSize(before + 1);
    }

    @Test
    void refusesAllInTheSameWords() {
        byte[] body = bytes(Events.upserted("cms", "101"));
        Map<String, String> good = Senders.signed(body, Map.of(), Instant.now());
        Map<String, String> late = Senders.signed(body, Map.of(), Instant.now().minusSeconds(3600));

        Response unknown = post("nobody", good, body, "application/cloudevents+json");
        Response wrong = post("cms", good, bytes(Events.upserted("cms", "102")), "application/cloudevents+json");
        Response tooLate = post("cms", late, body, "application/cloudevents+json");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.contentType()).startsWith("application/problem+json");
        assertThat(wrong.asString()).isEqualTo(unknown.asString());
        assertThat(tooLate.asString()).isEqualTo(unknown.asString());
        assertThat(post("cms", good, new byte[300_000], "application/json").statusCode())
                .isEqualTo(413);
    }

    @Test
    void keepsAsDeadWhatIsSignedAndUnreadable() {
        byte[] body = ("not json " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);

        int status = post("cms", Senders.signed(body, Map.of(), Instant.now()), body, "application/json")
                .statusCode();

        assertThat(status).isEqualTo(202);
        assertThat(world.api("sync:read")
                        .get("/v1/journal?state=dead&limit=500")
                        .jsonPath()
                        .getList("items.channel"))
                .contains("webhook:cms");
    }

    private static Response post(String source, Map<String, String> headers, byte[] body, String type) {
        return RestAssured.given()
                .headers(headers)
                .contentType(type)
                .config(RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, io.restassured.http.ContentType.TEXT)))
                .body(body)
                .post("/v1/events/" + source);
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}

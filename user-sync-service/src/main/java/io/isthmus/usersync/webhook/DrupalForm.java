package io.isthmus.usersync.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.webhook.Verdict.Ignored;
import io.isthmus.usersync.webhook.Verdict.Refused;
import io.isthmus.usersync.webhook.Verdict.Taken;
import io.isthmus.usersync.webhook.WebhookConfig.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * What Drupal's webhooks module sends. It is signed by HMAC-SHA-1 and carries no time, so an old one can be sent again:
 * as the delivery's id is the event's, that is no news for as long as events are recognised; later it is taken in again,
 * and as an event is only a reason to read, it does no harm. Nothing but the uid is kept.
 *
 * @see <a href="https://www.drupal.org/project/webhooks">Webhooks module</a>
 */
final class DrupalForm {

    static final String DELIVERY = "x-drupal-delivery";
    static final String SIGNATURE = "x-hub-signature";
    private static final String VERSION = "sha1=";
    private static final String UPSERTED = "io.isthmus.user.upserted.v1";
    private static final Map<String, String> TYPES = Map.of(
            "entity:user:create", UPSERTED,
            "entity:user:update", UPSERTED,
            "entity:user:delete", "io.isthmus.user.deleted.v1");
    private static final JsonMapper JSON = new JsonMapper();

    private final Clock clock;

    DrupalForm(Clock clock) {
        this.clock = clock;
    }

    Verdict read(Delivery delivery, Endpoint endpoint) {
        String signature = delivery.header(SIGNATURE);
        if (!signature.startsWith(VERSION)) {
            return new Refused("not-signed");
        }
        String hex = signature.substring(VERSION.length());
        if (!Signed.holds("HmacSHA1", endpoint.secrets(), hex, delivery.body())) {
            return new Refused("bad-signature");
        }
        return delivery.header(DELIVERY).isBlank() ? new Refused("no-delivery") : event(delivery);
    }

    /** The event's name is in the body too, and only that is signed. */
    private Verdict event(Delivery delivery) {
        try {
            JsonNode body = JSON.readTree(delivery.body());
            String type = TYPES.get(body.path("event").asText());
            return type == null ? new Ignored() : taken(delivery, event(delivery, type, body.path("entity")));
        } catch (JsonProcessingException e) {
            return taken(delivery, delivery.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Taken taken(Delivery delivery, byte[] raw) {
        return new Taken(CloudEventForm.message(delivery, Map.of(), raw));
    }

    private byte[] event(Delivery delivery, String type, JsonNode entity) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", delivery.header(DELIVERY))
                .put("source", delivery.source())
                .put("type", type)
                .put(
                        "time",
                        type.equals(UPSERTED)
                                ? changed(entity)
                                : clock.instant().toString())
                .put("origin", delivery.source());
        event.putObject("data").put("id", value(entity, "uid"));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String changed(JsonNode entity) {
        try {
            return OffsetDateTime.parse(value(entity, "changed")).toInstant().toString();
        } catch (DateTimeException e) {
            return clock.instant().toString();
        }
    }

    private static String value(JsonNode entity, String field) {
        return entity.path(field).path(0).path("value").asText();
    }
}

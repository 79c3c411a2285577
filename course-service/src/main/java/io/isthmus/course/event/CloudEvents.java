package io.isthmus.course.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads both content modes, structured and binary.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class CloudEvents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STRUCTURED = "application/cloudevents+json";

    private CloudEvents() {}

    /** @throws MalformedEventException if the message is no CloudEvent 1.x with JSON data */
    public static CloudEvent read(Message message) throws MalformedEventException {
        JsonNode value = json(message.value());
        String contentType = message.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        boolean binary = message.headers().containsKey("ce_specversion") && !contentType.startsWith(STRUCTURED);
        return binary ? binary(message, value) : structured(value);
    }

    private static CloudEvent structured(JsonNode event) throws MalformedEventException {
        requireVersion(event.path("specversion").asText());
        return new CloudEvent(
                required("id", event.path("id").asText()),
                required("source", event.path("source").asText()),
                required("type", event.path("type").asText()),
                event.path("time").asText(null),
                object(event.path("data")));
    }

    private static CloudEvent binary(Message message, JsonNode data) throws MalformedEventException {
        requireVersion(message.headers().getOrDefault("ce_specversion", ""));
        return new CloudEvent(
                required("id", message.headers().getOrDefault("ce_id", "")),
                required("source", message.headers().getOrDefault("ce_source", "")),
                required("type", message.headers().getOrDefault("ce_type", "")),
                message.headers().get("ce_time"),
                object(data));
    }

    private static JsonNode json(@Nullable String text) throws MalformedEventException {
        if (text == null || text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return object(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new MalformedEventException("not JSON");
        }
    }

    private static JsonNode object(JsonNode node) throws MalformedEventException {
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!node.isObject()) {
            throw new MalformedEventException("data is no object");
        }
        return node;
    }

    private static void requireVersion(String version) throws MalformedEventException {
        if (!version.startsWith("1.")) {
            throw new MalformedEventException("no CloudEvent 1.x");
        }
    }

    private static String required(String name, String value) throws MalformedEventException {
        if (value.isEmpty()) {
            throw new MalformedEventException("no " + name);
        }
        return value;
    }
}

package io.isthmus.usersync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.portal.people.PortalUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends what producers beside the two sides, and token-service, would send. */
public final class Events implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<String, byte[]> producer;

    public Events(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        8 * 1024 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The golden sample of a type with a name and a time of its own, and fields that nobody knows. */
    static ObjectNode sample(String type) {
        try {
            var event = (ObjectNode) JSON.readTree(Contracts.sample(type));
            event.put("id", UUID.randomUUID().toString())
                    .put("time", Instant.now().toString())
                    .put("unknownextension", "x");
            ((ObjectNode) event.path("data")).put("unknownField", "x");
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ObjectNode upserted(String source, String id) {
        ObjectNode event = sample("io.isthmus.user.upserted.v1")
                .put("source", source)
                .put("subject", id)
                .put("origin", source);
        ((ObjectNode) event.path("data")).put("id", id);
        return event;
    }

    static ObjectNode login(PortalUser user, boolean jit) {
        ObjectNode event = sample("io.isthmus.login.accepted.v1").put("subject", "cms:" + user.uid());
        var data = (ObjectNode) event.path("data");
        data.put("cmsUid", String.valueOf(user.uid())).put("jit", jit);
        ((ObjectNode) data.path("user")).put("id", String.valueOf(user.uid())).put("username", user.name());
        return event;
    }

    public void cms(ObjectNode event) {
        send("isthmus.cms.users", key(event), event);
    }

    public void lmsChanged(long id) {
        ObjectNode event = upserted("lms", String.valueOf(id));
        send("isthmus.lms.users", key(event), event);
    }

    void lmsChanged(long id, String traceparent) {
        ObjectNode event = upserted("lms", String.valueOf(id)).put("traceparent", traceparent);
        send("isthmus.lms.users", key(event), event);
    }

    void login(ObjectNode event) {
        send("isthmus.sso.logins", event.path("subject").asText(), event);
    }

    private static String key(ObjectNode event) {
        return event.path("source").asText() + ":" + event.path("subject").asText();
    }

    private void send(String topic, String key, ObjectNode event) {
        send(topic, key, event.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public void send(String topic, @Nullable String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

package io.isthmus.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.lms.LmsListener;
import io.isthmus.testbed.lms.LmsUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What a plugin of an LMS would do: tells on {@code isthmus.lms.users} that a user changed, whoever changed them. */
final class LmsProducer implements LmsListener, AutoCloseable {

    private static final String SOURCE = "lms";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Producer<String, String> producer;

    LmsProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    @Override
    public void userChanged(LmsUser user) {
        String id = String.valueOf(user.id());
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", SOURCE)
                .put("type", user.deleted() ? "io.isthmus.user.deleted.v1" : "io.isthmus.user.upserted.v1")
                .put("subject", id)
                .put("time", Instant.ofEpochSecond(user.timeModified()).toString())
                .put("datacontenttype", "application/json")
                .put("origin", SOURCE);
        event.set("data", user.deleted() ? JSON.createObjectNode().put("id", id) : data(user));
        var message = new ProducerRecord<>("isthmus.lms.users", SOURCE + ":" + id, event.toString());
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        producer.send(message);
    }

    private static ObjectNode data(LmsUser user) {
        ObjectNode data = JSON.createObjectNode()
                .put("id", String.valueOf(user.id()))
                .put("username", user.username())
                .put("email", orNull(user.email()))
                .put("firstName", orNull(user.firstname()))
                .put("lastName", orNull(user.lastname()))
                .put("status", user.suspended() ? "suspended" : "active")
                .put("city", orNull(user.city()))
                .put("country", orNull(user.country()));
        if (user.idnumber().startsWith("cms:")) {
            data.put("cmsUid", user.idnumber().substring("cms:".length()));
        }
        return data;
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value;
    }

    @Override
    public void close() {
        producer.close();
    }
}

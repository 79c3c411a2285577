package io.isthmus.token.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The other services' side of the topics. */
public final class Kafka implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINKS = "isthmus.identity.links";
    private static final String LOGINS = "isthmus.sso.logins";

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> logins;
    private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

    public Kafka(KafkaBox server) {
        Map<String, Object> broker = Map.of("bootstrap.servers", server.bootstrapServers());
        producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer());
        logins = new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer());
        var partitions = logins.partitionsFor(LOGINS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        logins.assign(partitions);
        logins.seekToEnd(partitions);
        partitions.forEach(logins::position);
    }

    /** Publishes a link as user-sync-service does. */
    public void link(String source, String uid, String username, String lmsUserId, String status) {
        String key = source + ":" + uid + ":lms";
        var data = JSON.createObjectNode()
                .put("cmsSource", source)
                .put("cmsUid", uid)
                .put("lmsSource", "lms")
                .put("cmsUsername", username)
                .put("lmsUserId", lmsUserId)
                .put("lmsUsername", username)
                .put("status", status)
                .put("version", 1);
        var event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", "test")
                .put("source", "/isthmus/user-sync-service")
                .put("type", "io.isthmus.link.changed.v1")
                .put("time", "2026-05-04T10:00:00Z");
        event.set("data", data);
        send(LINKS, key, event.toString());
    }

    /** Publishes an erasure as user-sync-service does. */
    public void erase(String source, String uid) {
        var event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", "test")
                .put("source", "/isthmus/user-sync-service")
                .put("type", "io.isthmus.subject.erased.v1")
                .put("time", "2026-05-04T10:00:00Z");
        event.set("data", JSON.createObjectNode().put("cmsSource", source).put("cmsUid", uid));
        send("isthmus.identity.erasures", source + ":" + uid, event.toString());
    }

    public void removeLink(String source, String uid) {
        send(LINKS, source + ":" + uid + ":lms", null);
    }

    public void send(String topic, String key, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return what was published to the logins' topic since this exists and is like that */
    public synchronized List<ConsumerRecord<String, String>> heard(Predicate<JsonNode> like) {
        logins.poll(Duration.ofMillis(50)).forEach(heard::add);
        return heard.stream().filter(one -> like.test(json(one.value()))).toList();
    }

    public static Predicate<JsonNode> type(String type) {
        return event -> event.path("type").asText().equals(type);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        logins.close();
    }
}

package io.isthmus.bench.usersync;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topic of the CMS's changes: writes to it, and reads it as fast as a plain client can. */
final class Changes implements AutoCloseable {

    private static final String TOPIC = "isthmus.cms.users";
    private static final int POLL_RECORDS = 500;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final KafkaProducer<String, String> producer;
    private Map<TopicPartition, Long> latest = Map.of();
    private volatile @Nullable Exception failed;

    Changes(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 262_144),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Publishes a change of each of these people, and returns when the broker has them all. */
    void publish(int count, int firstUid, int people) {
        try (var consumer = consumer()) {
            latest = consumer.endOffsets(partitions(consumer));
        }
        String now = Instant.now().toString();
        for (int i = 0; i < count; i++) {
            int uid = firstUid + i % people;
            producer.send(new ProducerRecord<>(TOPIC, "cms:" + uid, event(uid, now)), (sent, failure) -> {
                if (failure != null) {
                    failed = failure;
                }
            });
        }
        producer.flush();
        if (failed != null) {
            throw new IllegalStateException("changes could not be published", failed);
        }
    }

    /** @return how many a second of the last {@code count} a plain consumer reads */
    double consume(int count) {
        try (var consumer = consumer()) {
            consumer.assign(latest.keySet());
            latest.forEach(consumer::seek);
            long begin = System.nanoTime();
            for (int read = 0; read < count; ) {
                read += consumer.poll(POLL).count();
            }
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                new HashMap<>(Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "max.poll.records", POLL_RECORDS,
                        "fetch.max.bytes", 16_777_216)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    static String event(int uid, String time) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID() + "\",\"source\":\"cms\","
                + "\"type\":\"io.isthmus.user.upserted.v1\",\"subject\":\"" + uid + "\",\"time\":\"" + time
                + "\",\"datacontenttype\":\"application/json\",\"origin\":\"cms\",\"data\":{\"id\":\"" + uid
                + "\",\"username\":\"p" + uid + "\",\"email\":\"p" + uid + "@example.org\",\"emailVerified\":true,"
                + "\"firstName\":\"Person\",\"lastName\":\"Number " + uid
                + "\",\"status\":\"active\",\"locale\":\"en\","
                + "\"city\":\"London\",\"country\":\"GB\",\"groups\":[],\"custom\":{},\"changedFields\":[\"city\"]}}";
    }

    @Override
    public void close() {
        producer.close();
    }
}

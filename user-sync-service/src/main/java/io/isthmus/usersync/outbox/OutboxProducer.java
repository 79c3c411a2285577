package io.isthmus.usersync.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends batches to Kafka, each whole or not at all. There is one transactional id for all replicas: the broker refuses
 * a producer as soon as a later one has been made.
 */
final class OutboxProducer implements AutoCloseable {

    private static final List<Header> HEADERS = List.of(new RecordHeader(
            "content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)));
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<String, String> producer;

    /**
     * Fences every producer made before.
     *
     * @param kafka properties of the connection: servers, TLS, authentication
     * @param transactionalId one for all replicas of an installation, and nobody else's
     */
    OutboxProducer(Map<String, Object> kafka, String transactionalId, Duration timeout) {
        int millis = (int) timeout.toMillis();
        var properties = new HashMap<>(kafka);
        properties.putAll(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                ProducerConfig.CLIENT_ID_CONFIG, transactionalId,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024));
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Returns when all of it is stored; whatever it throws, the producer is of no more use. */
    void send(List<OutboxRow> rows) {
        producer.beginTransaction();
        for (OutboxRow row : rows) {
            producer.send(new ProducerRecord<>(row.topic(), null, row.key(), row.payload(), HEADERS));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}

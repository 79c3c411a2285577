package io.isthmus.testbed.portal.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Tells Kafka, on {@value #TOPIC}, as CloudEvents in structured mode. */
public final class KafkaUserEvents implements UserEvents {

    public static final String TOPIC = "isthmus.cms.users";

    private static final byte[] CONTENT_TYPE = "application/cloudevents+json".getBytes(StandardCharsets.UTF_8);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final String bootstrapServers;
    private @Nullable Producer<String, String> producer;

    public KafkaUserEvents(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Set<String> send(List<UserEvent> events) throws InterruptedException {
        var sent = new HashSet<String>();
        try {
            Map<String, Future<?>> underway = new LinkedHashMap<>();
            for (UserEvent event : events) {
                underway.put(event.id(), producer().send(record(event)));
            }
            for (Map.Entry<String, Future<?>> one : underway.entrySet()) {
                if (arrived(one.getValue())) {
                    sent.add(one.getKey());
                }
            }
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            close();
        }
        return sent;
    }

    private static boolean arrived(Future<?> future) throws InterruptedException {
        try {
            future.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static ProducerRecord<String, String> record(UserEvent event) {
        var record = new ProducerRecord<>(TOPIC, event.key(), event.body());
        record.headers().add("content-type", CONTENT_TYPE);
        return record;
    }

    private Producer<String, String> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            "portal",
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            TIMEOUT_MILLIS,
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            TIMEOUT_MILLIS,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            2 * TIMEOUT_MILLIS,
                            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                            1_000),
                    new StringSerializer(),
                    new StringSerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}

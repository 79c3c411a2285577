package io.isthmus.token.link;

import io.isthmus.token.link.RedisLinks.Generation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** The links' topic, all partitions of it, from where a generation of the replica ends. For one thread. */
final class LinkTopicConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LinkTopicConsumer.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<String, byte[]> kafka;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;

    /** What became of asking Kafka whether all is as it was. */
    enum Contact {
        SAME,
        /** The topic has another number of partitions. */
        CHANGED,
        NONE
    }

    /** @throws KafkaException if the topic cannot be reached */
    LinkTopicConsumer(Map<String, Object> kafka, LinkConfig config) {
        this.kafka = new KafkaConsumer<>(settings(kafka, config));
        this.topic = config.topic();
        try {
            this.partitions = partitions();
            this.ends = this.kafka.endOffsets(partitions);
        } catch (RuntimeException e) {
            this.kafka.close();
            throw e;
        }
    }

    /** @return whether reading can go on where the generation ends */
    boolean seek(Generation generation) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(partitions);
        kafka.assign(partitions);
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long next = generation.offset(partition.partition()).orElse(beginning - 1) + 1;
            if (next < beginning || next > ends.getOrDefault(partition, 0L)) {
                return false;
            }
            kafka.seek(partition, next);
        }
        return true;
    }

    List<LinkRecord> poll() {
        var polled = new ArrayList<LinkRecord>();
        kafka.poll(POLL).forEach(one -> polled.add(read(one)));
        return polled;
    }

    /** @return whether all was read that was there at first */
    boolean caughtUp() {
        return ends.entrySet().stream().allMatch(end -> kafka.position(end.getKey()) >= end.getValue());
    }

    Contact contact(Duration limit) {
        try {
            return kafka.partitionsFor(topic, limit).size() == partitions.size() ? Contact.SAME : Contact.CHANGED;
        } catch (TimeoutException e) {
            return Contact.NONE;
        }
    }

    /** Ends a poll; the one thing another thread may do. */
    void wakeup() {
        kafka.wakeup();
    }

    @Override
    public void close() {
        kafka.close();
    }

    private List<TopicPartition> partitions() {
        var infos = kafka.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new KafkaException("topic " + topic + " is not there");
        }
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static LinkRecord read(ConsumerRecord<String, byte[]> polled) {
        String key = polled.key() == null ? "" : polled.key();
        byte[] value = polled.value();
        if (value == null) {
            return new LinkRecord(polled.partition(), polled.offset(), key, Optional.empty());
        }
        Header type = polled.headers().lastHeader("ce_type");
        Optional<Link> link = LinkEvents.read(
                new String(value, StandardCharsets.UTF_8),
                type == null ? null : new String(type.value(), StandardCharsets.UTF_8));
        if (link.filter(known -> known.key().equals(key)).isEmpty()) {
            LOG.warnf("links: record %d of partition %d is not understood", polled.offset(), polled.partition());
            return new LinkRecord(polled.partition(), polled.offset(), "", Optional.empty());
        }
        return new LinkRecord(polled.partition(), polled.offset(), key, link);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, LinkConfig config) {
        int patience = (int) config.patience().toMillis();
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "token-service-links");
        return settings;
    }
}

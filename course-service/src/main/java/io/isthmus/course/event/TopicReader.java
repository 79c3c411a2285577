package io.isthmus.course.event;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads every partition of a topic on a thread of its own, again and again until closed.
 *
 * <p>There is no consumer group: groups share work among replicas, and here each replica has to hear everything and
 * keeps its positions with its data. A position is the consumer's own, not the last record's offset plus one: the
 * markers of transactions and what compaction removed have offsets too.
 */
public final class TopicReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final int API_TIMEOUT_MILLIS = 10_000;
    private static final int METADATA_MAX_AGE_MILLIS = 60_000;

    private final Map<String, Object> kafka;
    private final String topic;
    private final TopicListener listener;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> consumer;
    private boolean complained;

    /** @param kafka properties of the connection */
    public TopicReader(Map<String, Object> kafka, String topic, TopicListener listener) {
        this.kafka = Map.copyOf(kafka);
        this.topic = topic;
        this.listener = listener;
        this.thread = new Thread(this::run, "reader-" + topic);
        this.thread.setDaemon(true);
    }

    public TopicReader start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!isClosed()) {
            try {
                readUntilClosed();
            } catch (WakeupException e) {
                LOG.debugf("topic=%s reader=woken", topic);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | ExecutionException e) {
                complain(e);
                pause();
            }
        }
    }

    private void complain(Exception failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!complained) {
            complained = true;
            LOG.warnf(cause, "topic=%s reader=interrupted, trying again", topic);
        }
    }

    private void recovered() {
        if (complained) {
            complained = false;
            LOG.infof("topic=%s reader=reading again", topic);
        }
    }

    private void pause() {
        try {
            closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void readUntilClosed() throws ExecutionException, InterruptedException {
        String topicId = topicId();
        try (var opened = new KafkaConsumer<>(properties(), new StringDeserializer(), new StringDeserializer())) {
            consumer = opened;
            while (!isClosed()) {
                readUntilPartitionsChange(opened, topicId);
            }
        } finally {
            consumer = null;
        }
    }

    private String topicId() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(properties())) {
            var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return requireNonNull(described.get(topic)).topicId().toString();
        }
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<>(kafka);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        properties.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        return properties;
    }

    private void readUntilPartitionsChange(KafkaConsumer<String, String> opened, String topicId) {
        Collection<TopicPartition> partitions = partitions(opened);
        opened.assign(partitions);
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
        begin(opened, topicId, ends);
        boolean behind = true;
        long checkAt = System.nanoTime() + CHECKED_EVERY.toNanos();
        while (!isClosed()) {
            if (behind && ends.entrySet().stream().allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                behind = false;
                listener.caughtUp();
            }
            poll(opened, partitions);
            recovered();
            if (System.nanoTime() - checkAt > 0) {
                opened.endOffsets(partitions);
                listener.heard();
                if (partitions(opened).size() != partitions.size()) {
                    return;
                }
                checkAt = System.nanoTime() + CHECKED_EVERY.toNanos();
            }
        }
    }

    private Collection<TopicPartition> partitions(KafkaConsumer<String, String> opened) {
        return opened.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void begin(KafkaConsumer<String, String> opened, String topicId, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = opened.beginningOffsets(ends.keySet());
        var ranges = ends.entrySet().stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(),
                        end -> new TopicListener.Range(requireNonNull(begins.get(end.getKey())), end.getValue())));
        listener.begin(new TopicListener.Extent(topicId, ranges))
                .forEach((partition, offset) -> opened.seek(new TopicPartition(topic, partition), offset));
    }

    private void poll(KafkaConsumer<String, String> opened, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> before =
                partitions.stream().collect(Collectors.toMap(partition -> partition, opened::position));
        var records = opened.poll(POLL);
        for (TopicPartition partition : partitions) {
            long position = opened.position(partition);
            if (position != requireNonNull(before.get(partition))) {
                List<Message> messages = records.records(partition).stream()
                        .map(TopicReader::message)
                        .toList();
                listener.read(partition.partition(), messages, position);
            }
        }
    }

    private static Message message(ConsumerRecord<String, String> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return new Message(record.partition(), record.offset(), record.key(), record.value(), headers);
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<String, String> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.isthmus.token.link;

import io.isthmus.token.link.RedisLinks.Applied;
import io.isthmus.token.link.RedisLinks.Generation;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.secret.RandomText;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the links' topic, in every replica, from where the state in Redis ends. A consumer of its
 * own and no channel: the position belongs to that state, and both are given up together.
 */
@Singleton
public class LinkConsumer {

    private static final Logger LOG = Logger.getLogger(LinkConsumer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration REDIS = Duration.ofSeconds(5);
    private static final Duration CONTACT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final RedisLinks links;
    private final ReplicaState state;
    private final Event<LinkChanged> changes;
    private final RandomText random;
    private final Clock clock;
    private final LinkConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> open;
    private volatile @Nullable Thread thread;

    @Inject
    public LinkConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RedisCommands redis,
            ReplicaState state,
            Event<LinkChanged> changes,
            RandomText random,
            Clock clock,
            LinkConfig config) {
        this.kafka = Map.copyOf(kafka);
        this.links = new RedisLinks(redis.inBackground());
        this.state = state;
        this.changes = changes;
        this.random = random;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        var loop = new Thread(this::run, "links");
        loop.setDaemon(true);
        thread = loop;
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        Consumer<String, byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread loop = thread;
        if (loop != null) {
            loop.join(REDIS.toMillis());
            loop.interrupt();
        }
    }

    private void run() {
        String giveUp = "";
        while (!isStopping()) {
            try {
                giveUp = replicate(giveUp);
            } catch (RuntimeException e) {
                if (!isStopping()) {
                    LOG.warnf("links: %s; trying again", e.getMessage());
                    pause();
                }
            }
        }
    }

    /** @return the generation to give up, or empty if another one has begun */
    private String replicate(String giveUp) {
        Generation generation = links.open(random.identifier(), giveUp, clock.instant(), config.maxAge())
                .await()
                .atMost(REDIS);
        state.opened(generation.name());
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
            open = consumer;
            return follow(consumer, generation);
        } catch (WakeupException e) {
            return "";
        } catch (KafkaException e) {
            state.deaf(generation.complete());
            throw e;
        } finally {
            open = null;
        }
    }

    private String follow(Consumer<String, byte[]> consumer, Generation generation) {
        List<TopicPartition> partitions = partitions(consumer);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (!seek(consumer, partitions, ends, generation)) {
            LOG.info("links: the topic no longer has what follows the replica; reading it from the start");
            return generation.name();
        }
        boolean caughtUp = false;
        long contact = System.nanoTime();
        while (!isStopping()) {
            for (ConsumerRecord<String, byte[]> polled : consumer.poll(POLL)) {
                if (!take(generation, polled)) {
                    return "";
                }
            }
            if (!caughtUp
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp = true;
                contact = System.nanoTime() - CONTACT.toNanos();
            }
            if (caughtUp && System.nanoTime() - contact >= CONTACT.toNanos()) {
                contact = System.nanoTime();
                if (!keepContact(consumer, partitions, generation)) {
                    return "";
                }
            }
        }
        return "";
    }

    /** @return whether reading can go on where the generation ends */
    private static boolean seek(
            Consumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Generation generation) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long next = generation.offset(partition.partition()).orElse(beginning - 1) + 1;
            if (next < beginning || next > ends.getOrDefault(partition, 0L)) {
                return false;
            }
            consumer.seek(partition, next);
        }
        return true;
    }

    /** @return whether the generation is still the present one */
    private boolean take(Generation generation, ConsumerRecord<String, byte[]> polled) {
        LinkRecord linkRecord = read(polled);
        Applied applied = links.apply(generation.name(), linkRecord).await().atMost(REDIS);
        if (applied == Applied.OTHER_GENERATION) {
            state.lost();
            return false;
        }
        if (!linkRecord.key().isEmpty()) {
            changes.fire(new LinkChanged(linkRecord.key(), linkRecord.link()));
        }
        return true;
    }

    /** Asks both sides whether all is as it was; a change of partitions counts as another generation. */
    private boolean keepContact(
            Consumer<String, byte[]> consumer, List<TopicPartition> partitions, Generation generation) {
        try {
            if (consumer.partitionsFor(config.topic(), CONTACT).size() != partitions.size()) {
                return false;
            }
        } catch (TimeoutException e) {
            state.listening(false);
            return true;
        }
        boolean present = links.seen(generation.name(), clock.instant()).await().atMost(REDIS);
        if (present) {
            state.caughtUp(generation.name());
        } else {
            state.lost();
        }
        return present;
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        var infos = consumer.partitionsFor(config.topic());
        if (infos == null || infos.isEmpty()) {
            throw new KafkaException("topic " + config.topic() + " is not there");
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

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                config.patience().toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                config.patience().toMillis());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "token-service-links");
        return settings;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("links: stopped while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

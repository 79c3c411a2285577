package io.isthmus.token.link;

import io.isthmus.token.link.LinkTopicConsumer.Contact;
import io.isthmus.token.link.RedisLinks.Applied;
import io.isthmus.token.link.RedisLinks.Generation;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.secret.RandomText;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the links' topic, in every replica, from where the state in Redis ends. A consumer of its
 * own and no channel: the position belongs to that state, and both are given up together.
 */
@Singleton
public class LinkConsumer {

    private static final Logger LOG = Logger.getLogger(LinkConsumer.class);
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
    private volatile @Nullable LinkTopicConsumer open;
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
        LinkTopicConsumer consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread loop = thread;
        if (loop != null) {
            loop.join(REDIS.toMillis());
            loop.interrupt();
        }
    }

    /** Also when the service could not start, of which no event tells. */
    @PreDestroy
    void end() {
        stopping.countDown();
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
        try (var topic = new LinkTopicConsumer(kafka, config)) {
            open = topic;
            return follow(topic, generation);
        } catch (WakeupException e) {
            return "";
        } catch (KafkaException e) {
            state.deaf(generation.complete());
            throw e;
        } finally {
            open = null;
        }
    }

    private String follow(LinkTopicConsumer topic, Generation generation) {
        if (!topic.seek(generation)) {
            LOG.info("links: the topic no longer has what follows the replica; reading it from the start");
            return generation.name();
        }
        boolean caughtUp = false;
        long contact = System.nanoTime();
        while (!isStopping()) {
            for (LinkRecord polled : topic.poll()) {
                if (!take(generation, polled)) {
                    return "";
                }
            }
            boolean justCaughtUp = !caughtUp && topic.caughtUp();
            caughtUp |= justCaughtUp;
            if (justCaughtUp || caughtUp && System.nanoTime() - contact >= CONTACT.toNanos()) {
                contact = System.nanoTime();
                if (!keepContact(topic, generation)) {
                    return "";
                }
            }
        }
        return "";
    }

    /** @return whether the generation is still the present one */
    private boolean take(Generation generation, LinkRecord polled) {
        Applied applied = links.apply(generation.name(), polled).await().atMost(REDIS);
        if (applied == Applied.OTHER_GENERATION) {
            state.lost();
            return false;
        }
        if (!polled.key().isEmpty()) {
            changes.fire(new LinkChanged(polled.key(), polled.link()));
        }
        return true;
    }

    /** Asks both sides whether all is as it was; a change of partitions counts as another generation. */
    private boolean keepContact(LinkTopicConsumer topic, Generation generation) {
        Contact contact = topic.contact(CONTACT);
        if (contact == Contact.NONE) {
            state.listening(false);
            return true;
        }
        if (contact == Contact.CHANGED) {
            return false;
        }
        boolean present = links.seen(generation.name(), clock.instant()).await().atMost(REDIS);
        if (present) {
            state.caughtUp(generation.name());
        } else {
            state.lost();
        }
        return present;
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

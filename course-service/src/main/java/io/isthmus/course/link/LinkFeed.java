package io.isthmus.course.link;

import static java.util.Objects.requireNonNull;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.TopicListener;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the replica of the links up to date. Offsets are stored with the links: where they are missing, belong to a
 * topic that is no more, or are so old that a removal may have been missed, the topic is read from its beginning.
 */
final class LinkFeed implements TopicListener {

    private static final Logger LOG = Logger.getLogger(LinkFeed.class);
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(30);

    private final LinkStore store;
    private final AnswerCache cache;
    private final Clock clock;
    private final LinkConfig config;
    private final Runnable refused;
    private final Map<Integer, Feed> feeds = new HashMap<>();
    private final List<Feed> rebuilding = new ArrayList<>();
    private volatile boolean caughtUp;

    /** @param refused is told of each message that is no event */
    LinkFeed(LinkStore store, AnswerCache cache, Clock clock, LinkConfig config, Runnable refused) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
        this.config = config;
        this.refused = refused;
    }

    /** Stays true while Kafka is away: who was linked then still is, as far as anybody knows. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public Map<Integer, Long> begin(Extent extent) {
        Map<Integer, Feed> stored = await(store.feeds());
        if (!feeds.isEmpty()) {
            // What is stored is of all replicas: others may have heard what this one has not.
            cache.invalidatePeople();
        }
        feeds.clear();
        rebuilding.clear();
        var starts = new HashMap<Integer, Long>();
        extent.partitions().forEach((partition, range) -> {
            Feed feed = stored.get(partition);
            if (feed == null || !feed.continues(extent.topicId(), range, clock.instant(), config.rebuildAfter())) {
                feed = rebuild(partition, extent.topicId(), range.begin(), feed == null ? 0 : feed.generation());
            }
            feeds.put(partition, feed);
            starts.put(partition, feed.nextOffset());
        });
        return starts;
    }

    private Feed rebuild(int partition, String topicId, long begin, long lastGeneration) {
        LOG.infof("links partition=%d rebuild=from-start", partition);
        caughtUp = false;
        var feed = new Feed(partition, topicId, begin, lastGeneration + 1, clock.instant());
        await(store.begin(feed));
        rebuilding.add(feed);
        return feed;
    }

    @Override
    public void read(int partition, List<Message> messages, long position) {
        Feed feed = requireNonNull(feeds.get(partition), "a partition that was not begun");
        var changes = new ArrayList<Map.Entry<Long, LinkChange>>();
        messages.forEach(message -> parse(message, changes));
        if (!await(store.apply(feed, changes, position, clock.instant()))) {
            throw new IllegalStateException("another replica started partition " + partition + " over");
        }
        changes.forEach(change -> outdate(change.getValue()));
    }

    private void parse(Message message, List<Map.Entry<Long, LinkChange>> changes) {
        try {
            LinkChange.read(message).ifPresent(change -> changes.add(Map.entry(message.offset(), change)));
        } catch (MalformedEventException e) {
            refused.run();
            LOG.warnf(
                    "topic=isthmus.identity.links partition=%d offset=%d refused=%s",
                    message.partition(), message.offset(), e.getMessage());
        }
    }

    private void outdate(LinkChange change) {
        cache.invalidatePerson(change.key().cmsSource(), change.key().cmsUid());
    }

    @Override
    public void caughtUp() {
        rebuilding.forEach(feed -> await(store.sweep(feed)));
        if (!rebuilding.isEmpty()) {
            cache.invalidateAll();
        }
        rebuilding.clear();
        caughtUp = true;
        LOG.infof("links replica=caught-up partitions=%d", feeds.size());
    }

    @Override
    public void heard() {
        await(store.heard(clock.instant()));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(DATABASE_TIMEOUT);
    }
}

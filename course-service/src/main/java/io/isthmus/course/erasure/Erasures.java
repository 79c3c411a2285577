package io.isthmus.course.erasure;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.CloudEvents;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.OffsetStore;
import io.isthmus.course.event.Positions;
import io.isthmus.course.event.StartingOffsets;
import io.isthmus.course.event.TopicListener;
import io.isthmus.course.source.LmsAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Obeys {@code isthmus.identity.erasures}. Every replica forgets for itself; what they share is erased by whoever comes
 * first, and again by the others, which harms nothing. An erasure that cannot be carried out now is tried again.
 */
final class Erasures implements TopicListener {

    static final String TOPIC = "isthmus.identity.erasures";

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final String ERASED = "io.isthmus.subject.erased.v1";
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REMOVAL_TIMEOUT = Duration.ofSeconds(2);

    private final ErasureStore store;
    private final OffsetStore offsets;
    private final AnswerCache cache;
    private final Clock clock;
    private final Runnable forgotten;
    private final Runnable refused;
    private final Positions positions = new Positions();
    private final List<CompletableFuture<Void>> removals = new ArrayList<>();

    /**
     * @param forgotten drops what was made of what the cache had; called from any thread
     * @param refused is told of each message that is no event
     */
    Erasures(
            ErasureStore store,
            OffsetStore offsets,
            AnswerCache cache,
            Clock clock,
            Runnable forgotten,
            Runnable refused) {
        this.store = store;
        this.offsets = offsets;
        this.cache = cache;
        this.clock = clock;
        this.forgotten = forgotten;
        this.refused = refused;
    }

    @Override
    public Map<Integer, Long> begin(Extent extent) {
        Positions.Start start =
                positions.begin(extent, present -> StartingOffsets.of(present, offsets.of(TOPIC, present.topicId())));
        if (start == Positions.Start.ANEW) {
            cache.forgetPeople();
            forgotten.run();
        }
        return positions.reached();
    }

    @Override
    public void read(int partition, List<Message> messages, long position) {
        messages.forEach(this::apply);
        positions.advance(partition, position);
        if (!settled(REMOVAL_TIMEOUT)) {
            LOG.warn("erasure=waiting: what the replicas share cannot be reached");
        }
    }

    @Override
    public void heard() {
        settled(Duration.ZERO);
    }

    /** An erasure that is not done is heard again after a restart. */
    private boolean settled(Duration patience) {
        try {
            CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("removals do not fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        removals.clear();
        positions.save((topicId, partition, next) -> offsets.save(TOPIC, topicId, partition, next));
        return true;
    }

    @Override
    public void caughtUp() {
        LOG.debug("erasures=listening");
    }

    private void apply(Message message) {
        try {
            CloudEvent event = CloudEvents.read(message);
            if (event.type().equals(ERASED)) {
                erase(event);
            }
        } catch (MalformedEventException e) {
            refused.run();
            LOG.warnf(
                    "topic=%s partition=%d offset=%d refused=%s",
                    TOPIC, message.partition(), message.offset(), e.getMessage());
        }
    }

    private void erase(CloudEvent event) throws MalformedEventException {
        String cmsSource = event.text("cmsSource");
        String cmsUid = event.text("cmsUid");
        if (!event.data().hasNonNull("lmsUserId") || !event.data().hasNonNull("lmsSource")) {
            cache.forgetPerson(cmsSource, cmsUid);
            return;
        }
        var account = new LmsAccount(event.text("lmsSource"), event.text("lmsUserId"));
        Instant now = clock.instant();
        store.erase(account, cmsSource, event.timeOr(now), now).await().atMost(DATABASE_TIMEOUT);
        cache.forgetPerson(cmsSource, cmsUid);
        removals.add(cache.forget(account).thenRun(() -> {
            forgotten.run();
            LOG.info("erasure=done");
        }));
        forgotten.run();
    }
}

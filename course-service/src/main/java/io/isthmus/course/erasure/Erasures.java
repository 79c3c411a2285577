package io.isthmus.course.erasure;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.CloudEvents;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.OffsetStore;
import io.isthmus.course.event.StartingOffsets;
import io.isthmus.course.event.TopicListener;
import io.isthmus.course.source.LmsAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private final ErasureStore store;
    private final OffsetStore offsets;
    private final AnswerCache cache;
    private final Clock clock;
    private final Runnable forgotten;
    private final Runnable refused;
    private String topicId = "";

    /**
     * @param forgotten drops what was made of what the cache had
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
        topicId = extent.topicId();
        return StartingOffsets.of(extent, offsets.of(TOPIC, topicId));
    }

    @Override
    public void read(int partition, List<Message> messages, long position) {
        messages.forEach(this::apply);
        offsets.save(TOPIC, topicId, partition, position);
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
        cache.invalidatePerson(event.text("cmsSource"), event.text("cmsUid"));
        if (!event.data().hasNonNull("lmsUserId") || !event.data().hasNonNull("lmsSource")) {
            return;
        }
        var account = new LmsAccount(event.text("lmsSource"), event.text("lmsUserId"));
        store.erase(account, clock.instant()).await().atMost(DATABASE_TIMEOUT);
        cache.forget(account);
        forgotten.run();
        LOG.info("erasure=done");
    }
}

package io.isthmus.course.cache;

import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.CloudEvents;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.Positions;
import io.isthmus.course.event.TopicListener;
import io.isthmus.course.source.LmsAccount;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What an LMS's producer tells on {@code isthmus.lms.courses} makes answers outdated. An event is a trigger: the LMS is
 * asked again, and only what it cannot be asked for is taken over from the event.
 */
final class CourseEvents implements TopicListener {

    private static final Logger LOG = Logger.getLogger(CourseEvents.class);
    private static final String COURSE_UPDATED = "io.isthmus.course.updated.v1";
    private static final List<String> ABOUT_A_LEARNER =
            List.of("io.isthmus.course.progressed.", "io.isthmus.course.completed.", "io.isthmus.certificate.");

    /** Remembers beyond this process how far events have been kept. */
    interface Offsets extends Positions.Store {

        /** @return where to begin in each partition */
        Map<Integer, Long> begin(Extent extent);
    }

    private final AnswerCache cache;
    private final Heard heard;
    private final EventKeeper keeper;
    private final Offsets offsets;
    private final Runnable refused;
    private final Positions positions = new Positions();

    /** @param refused is told of each message that is no event */
    CourseEvents(AnswerCache cache, Heard heard, EventKeeper keeper, Offsets offsets, Runnable refused) {
        this.cache = cache;
        this.heard = heard;
        this.keeper = keeper;
        this.offsets = offsets;
        this.refused = refused;
    }

    /** A new replica goes on where the others have kept what they heard; one that was cut off where it was itself. */
    @Override
    public Map<Integer, Long> begin(Extent extent) {
        Positions.Start start = positions.begin(extent, offsets::begin);
        if (start == Positions.Start.ANEW) {
            cache.invalidateAll();
        }
        heard.begin(new Heard.Mark(positions.topicId(), positions.reached()), start == Positions.Start.GAPLESS);
        return positions.reached();
    }

    @Override
    public void read(int partition, List<Message> messages, long position) {
        boolean kept = false;
        for (Message message : messages) {
            kept |= apply(message);
        }
        positions.advance(partition, position);
        heard.advance(partition, position);
        if (kept) {
            positions.save(offsets);
        }
    }

    @Override
    public void caughtUp() {
        LOG.debug("courses=listening");
    }

    @Override
    public void heard() {
        positions.save(offsets);
    }

    private boolean apply(Message message) {
        try {
            CloudEvent event = CloudEvents.read(message);
            if (event.type().equals(COURSE_UPDATED)) {
                courseChanged(message, event.source(), event.text("courseId"));
            } else if (ABOUT_A_LEARNER.stream().anyMatch(event.type()::startsWith)) {
                String userId = event.text("lmsUserId");
                boolean kept = keeper.keep(event);
                learnerChanged(message, event.source(), userId);
                return kept;
            }
        } catch (MalformedEventException e) {
            refused.run();
            LOG.warnf(
                    "topic=isthmus.lms.courses partition=%d offset=%d refused=%s",
                    message.partition(), message.offset(), e.getMessage());
        }
        return false;
    }

    /** First what other replicas asked for before is refused, then what is here, so that it cannot come back. */
    private void courseChanged(Message message, String source, String courseId) {
        heard.outdate(Tags.catalogue(source), message.partition(), message.offset());
        heard.outdate(Tags.course(source, courseId), message.partition(), message.offset());
        cache.invalidateCourse(source, courseId);
    }

    private void learnerChanged(Message message, String source, String userId) {
        heard.outdate(Tags.account(source, userId), message.partition(), message.offset());
        cache.invalidate(new LmsAccount(source, userId));
    }
}

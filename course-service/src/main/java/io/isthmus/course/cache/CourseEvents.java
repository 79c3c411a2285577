package io.isthmus.course.cache;

import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.CloudEvents;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.TopicListener;
import io.isthmus.course.source.LmsAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What an LMS's producer tells on {@code isthmus.lms.courses} makes answers outdated. An event is a trigger: nothing of
 * its content is taken over, the LMS is asked again.
 */
final class CourseEvents implements TopicListener {

    private static final Logger LOG = Logger.getLogger(CourseEvents.class);
    private static final String COURSE_UPDATED = "io.isthmus.course.updated.v1";
    private static final List<String> ABOUT_A_LEARNER =
            List.of("io.isthmus.course.progressed.", "io.isthmus.course.completed.", "io.isthmus.certificate.");

    private final AnswerCache cache;
    private final Heard heard;
    private final Runnable refused;
    private final Map<Integer, Long> positions = new HashMap<>();

    /** @param refused is told of each message that is no event */
    CourseEvents(AnswerCache cache, Heard heard, Runnable refused) {
        this.cache = cache;
        this.heard = heard;
        this.refused = refused;
    }

    /** A new replica knows nothing that could be outdated; one that was cut off goes on where it was, if it can. */
    @Override
    public Map<Integer, Long> begin(Extent extent) {
        boolean cutOff = !positions.isEmpty();
        var starts = new HashMap<Integer, Long>();
        extent.partitions().forEach((partition, range) -> {
            long known = positions.getOrDefault(partition, -1L);
            boolean there = known >= range.begin() && known <= range.end();
            starts.put(partition, there ? known : range.end());
        });
        boolean gapless = starts.equals(positions);
        if (cutOff && !gapless) {
            cache.invalidateAll();
        }
        positions.clear();
        positions.putAll(starts);
        heard.begin(new Heard.Mark(extent.topicId(), starts), gapless);
        return starts;
    }

    @Override
    public void read(int partition, List<Message> messages, long position) {
        messages.forEach(this::apply);
        positions.put(partition, position);
        heard.advance(partition, position);
    }

    @Override
    public void caughtUp() {
        LOG.debug("courses=listening");
    }

    private void apply(Message message) {
        try {
            CloudEvent event = CloudEvents.read(message);
            if (event.type().equals(COURSE_UPDATED)) {
                courseChanged(message, event.source(), event.text("courseId"));
            } else if (ABOUT_A_LEARNER.stream().anyMatch(event.type()::startsWith)) {
                learnerChanged(message, event.source(), event.text("lmsUserId"));
            }
        } catch (MalformedEventException e) {
            refused.run();
            LOG.warnf(
                    "topic=isthmus.lms.courses partition=%d offset=%d refused=%s",
                    message.partition(), message.offset(), e.getMessage());
        }
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

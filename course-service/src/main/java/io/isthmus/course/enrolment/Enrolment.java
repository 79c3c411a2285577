package io.isthmus.course.enrolment;

import io.isthmus.course.source.CourseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's active enrolment, as the LMS tells it.
 *
 * @param progress percent, 0 to 100; null where it is not tracked
 * @param startDate of the course; null for none, as is the end
 * @param lastAccess of the person; null for never, or where the LMS does not tell
 * @param target the course within the LMS, for a login that leads there
 */
public record Enrolment(
        CourseId id,
        String name,
        String shortName,
        @Nullable Integer progress,
        boolean completed,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable Instant lastAccess,
        String target) {

    public Enrolment {
        if (progress != null && (progress < 0 || progress > 100)) {
            throw new IllegalArgumentException("progress is 0 to 100");
        }
    }

    /** What was completed stays so, whatever the dates say. */
    CourseStatus status(Instant now) {
        if (completed) {
            return CourseStatus.COMPLETED;
        }
        if (progress == null) {
            return CourseStatus.NOT_TRACKED;
        }
        if (endDate != null && endDate.isBefore(now)) {
            return CourseStatus.OVERDUE;
        }
        return progress == 0 ? CourseStatus.NOT_STARTED : CourseStatus.IN_PROGRESS;
    }
}

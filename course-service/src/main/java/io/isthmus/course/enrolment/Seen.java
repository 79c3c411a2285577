package io.isthmus.course.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An enrolment as it was last seen.
 *
 * @param completedAt null for not completed, and where the LMS does not tell
 * @param asked whether the LMS was asked when it was completed
 * @param pastSince when the LMS was first found not to list it any more; null while it does
 */
record Seen(
        Enrolment enrolment,
        @Nullable Instant completedAt,
        boolean asked,
        @Nullable Instant pastSince) {

    static Seen first(Enrolment enrolment) {
        return new Seen(enrolment, null, false, null);
    }

    /** Seen again; who is no longer completed may complete it another time. */
    Seen again(Enrolment now) {
        return now.completed() ? new Seen(now, completedAt, asked, null) : first(now);
    }

    Seen gone(Instant now) {
        return pastSince == null ? new Seen(enrolment, completedAt, asked, now) : this;
    }

    Seen answered(@Nullable Instant at) {
        return new Seen(enrolment, at, true, pastSince);
    }

    boolean needsCompletionDate() {
        return enrolment.completed() && completedAt == null && !asked && pastSince == null;
    }

    CourseStatus status(Instant now) {
        return pastSince == null ? enrolment.status(now) : CourseStatus.PAST;
    }
}

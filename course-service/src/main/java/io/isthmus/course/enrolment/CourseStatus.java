package io.isthmus.course.enrolment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a person stands in a course. */
@Schema(enumeration = {"not-started", "in-progress", "completed", "overdue", "not-tracked", "past"})
@RegisterForReflection
public enum CourseStatus {
    NOT_STARTED,
    IN_PROGRESS,
    COMPLETED,
    /** Tracked, not completed, and the course's end has passed. */
    OVERDUE,
    /** The LMS records no progress, or does not tell it. */
    NOT_TRACKED,
    /** The LMS lists it no longer: unenrolled, suspended, expired or hidden. The rest is as it was last seen. */
    PAST;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.isthmus.course.enrolment;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A course of a person. */
@Schema(
        requiredProperties = {
            "id",
            "name",
            "shortName",
            "progress",
            "status",
            "startDate",
            "endDate",
            "url",
            "launchUrl",
            "target"
        })
@RegisterForReflection
public record UserCourse(
        CourseId id,
        String name,
        String shortName,

        @Schema(minimum = "0", maximum = "100", nullable = true, description = "Percent; null where it is not tracked.")
        @Nullable
        Integer progress,

        CourseStatus status,
        @Schema(nullable = true) @Nullable Instant startDate,
        @Schema(nullable = true) @Nullable Instant endDate,

        @Schema(nullable = true, description = "When the person was last there; null for never.") @Nullable
        Instant lastAccess,

        @Schema(nullable = true, description = "Null for not completed, and where the LMS does not tell.") @Nullable
        Instant completedAt,

        @Schema(description = "The course at the LMS.") String url,

        @Schema(description = "Leads there with a login on the way.")
        String launchUrl,

        @Schema(description = "The course within the LMS, for a login that leads there.")
        String target) {

    static UserCourse of(Seen seen, String url, String launchUrl, Instant now) {
        Enrolment enrolment = seen.enrolment();
        return new UserCourse(
                enrolment.id(),
                enrolment.name(),
                enrolment.shortName(),
                enrolment.progress(),
                seen.status(now),
                enrolment.startDate(),
                enrolment.endDate(),
                enrolment.lastAccess(),
                seen.completedAt(),
                url,
                launchUrl,
                enrolment.target());
    }
}

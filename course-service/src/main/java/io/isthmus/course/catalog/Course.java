package io.isthmus.course.catalog;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A course.
 *
 * @param visible false for one that is hidden at the LMS
 * @param summary HTML without scripts, styles and pictures
 * @param summaryText the same as text
 * @param language empty for the site's
 * @param startDate null for none, as is the end
 */
@Schema(
        requiredProperties = {
            "id",
            "name",
            "shortName",
            "idNumber",
            "visible",
            "category",
            "summary",
            "summaryText",
            "language",
            "image",
            "startDate",
            "endDate",
            "url",
            "launchUrl",
            "target"
        })
@RegisterForReflection
public record Course(
        CourseId id,
        String name,
        String shortName,
        String idNumber,

        @Schema(description = "False for a course that is hidden at the LMS.")
        boolean visible,

        @Schema(nullable = true) @Nullable Category category,

        @Schema(description = "HTML, without scripts, styles and pictures.")
        String summary,

        String summaryText,

        @Schema(description = "Such as de; empty for the site's.")
        String language,

        @Schema(nullable = true, description = "Address of a picture at the LMS.") @Nullable
        String image,

        @Schema(nullable = true) @Nullable Instant startDate,
        @Schema(nullable = true) @Nullable Instant endDate,
        @Schema(description = "The course at the LMS.") String url,

        @Schema(description = "Leads there with a login on the way.")
        String launchUrl,

        @Schema(description = "The course within the LMS, for a login that leads there.")
        String target) {

    /** @return whether the course takes place on one of these days; without dates it always does */
    boolean runs(@Nullable Instant from, @Nullable Instant until) {
        boolean begins = startDate == null || until == null || startDate.isBefore(until);
        boolean goesOn = endDate == null || from == null || !endDate.isBefore(from);
        return begins && goesOn;
    }
}

package io.isthmus.course.catalog;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A course that everybody may know of.
 *
 * @param startDate null for none, as is the end
 */
@Schema(
        requiredProperties = {"id", "name", "shortName", "idNumber", "category", "startDate", "endDate", "url", "target"
        })
@RegisterForReflection
public record Course(
        CourseId id,
        String name,
        String shortName,
        String idNumber,
        @Schema(nullable = true) @Nullable Category category,
        @Schema(nullable = true) @Nullable Instant startDate,
        @Schema(nullable = true) @Nullable Instant endDate,
        @Schema(description = "The course at the LMS.") String url,

        @Schema(description = "The course within the LMS, for a login that leads there.")
        String target) {}

package io.isthmus.course.binding;

import io.isthmus.course.catalog.Course;
import io.isthmus.course.catalog.Listing;
import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A binding and what has become of its course.
 *
 * @param course null unless it is there and may be known
 */
@Schema(requiredProperties = {"contentId", "courseId", "courseName", "state", "course", "boundAt"})
@RegisterForReflection
record BoundCourse(
        @Schema(examples = "node-7") String contentId,
        CourseId courseId,
        @Schema(description = "As it was last seen.") String courseName,
        BindingState state,
        @Schema(nullable = true) @Nullable Course course,
        Instant boundAt) {

    /** @param hidden whether hidden courses may be known */
    static BoundCourse of(Binding binding, Listing listing, boolean hidden) {
        Optional<Course> found = listing.find(binding.course());
        Course shown = found.filter(course -> hidden || course.visible()).orElse(null);
        return new BoundCourse(
                binding.contentId(),
                binding.course(),
                shown == null ? binding.courseName() : shown.name(),
                state(binding, listing, found),
                shown,
                binding.boundAt());
    }

    private static BindingState state(Binding binding, Listing listing, Optional<Course> found) {
        if (found.isPresent()) {
            return found.get().visible() ? BindingState.THERE : BindingState.HIDDEN;
        }
        return listing.tellsOf(binding.course().source()) ? BindingState.GONE : BindingState.UNKNOWN;
    }
}

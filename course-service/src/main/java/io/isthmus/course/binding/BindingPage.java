package io.isthmus.course.binding;

import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Bindings in the order of their content ids.
 *
 * @param next cursor of the next page; null on the last
 */
@Schema(requiredProperties = {"items", "next", "failures"})
@RegisterForReflection
record BindingPage(
        List<BoundCourse> items,
        @Schema(nullable = true) @Nullable String next,
        List<Failure> failures) {

    BindingPage {
        items = List.copyOf(items);
        failures = List.copyOf(failures);
    }
}

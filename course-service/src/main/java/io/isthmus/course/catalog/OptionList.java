package io.isthmus.course.catalog;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Courses as a select field wants them. */
@Schema(requiredProperties = {"options", "stale", "failures"})
@RegisterForReflection
record OptionList(List<Option> options, boolean stale, List<Failure> failures) {

    /** One course. */
    @Schema(requiredProperties = {"value", "label"})
    @RegisterForReflection
    record Option(
            CourseId value,

            @Schema(examples = "Workplace Safety (SAFE-101)")
            String label) {}

    OptionList {
        options = List.copyOf(options);
        failures = List.copyOf(failures);
    }

    static OptionList of(CoursePage page) {
        List<Option> options = page.items().stream()
                .map(course -> new Option(course.id(), label(course)))
                .toList();
        return new OptionList(options, page.stale(), page.failures());
    }

    private static String label(Course course) {
        return course.shortName().isEmpty() ? course.name() : course.name() + " (" + course.shortName() + ")";
    }
}

package io.isthmus.course.catalog;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Part;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the courses of all LMSs.
 *
 * @param readAt when the oldest part was read
 */
public record Listing(
        List<Course> courses, List<Category> categories, Instant readAt, boolean stale, List<Failure> failures) {

    /** @throws io.isthmus.course.source.SourceException if no part is known */
    static Listing of(List<Part<Courses>> parts) {
        if (parts.stream().allMatch(Part::isMissing)) {
            parts.get(0).orThrow();
        }
        return new Listing(
                parts.stream().flatMap(part -> part.value().courses().stream()).toList(),
                parts.stream()
                        .flatMap(part -> part.value().categories().stream())
                        .toList(),
                parts.stream().map(Part::readAt).min(Instant::compareTo).orElseThrow(),
                parts.stream().anyMatch(Part::stale),
                parts.stream().flatMap(part -> part.failure().stream()).toList());
    }

    /** @param hidden those hidden at the LMS too */
    List<Course> courses(boolean hidden) {
        return hidden ? courses : courses.stream().filter(Course::visible).toList();
    }

    public Optional<Course> find(CourseId id) {
        return courses.stream().filter(course -> course.id().equals(id)).findFirst();
    }

    /** @return false if the course's LMS gave no answer, so that its courses are not in here */
    public boolean tellsOf(String source) {
        return failures.stream().noneMatch(failure -> failure.source().equals(source));
    }
}

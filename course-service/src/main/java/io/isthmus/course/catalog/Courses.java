package io.isthmus.course.catalog;

import io.isthmus.course.cache.Content;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Everything an LMS offers, hidden courses too. */
@RegisterForReflection
public record Courses(List<Course> courses, List<Category> categories) implements Content {

    private static final int ROUGHLY = 800;

    public Courses {
        courses = List.copyOf(courses);
        categories = List.copyOf(categories);
    }

    @Override
    public int weight() {
        return courses.stream()
                .mapToInt(course -> ROUGHLY
                        + 2 * (course.summary().length() + course.summaryText().length()))
                .sum();
    }
}

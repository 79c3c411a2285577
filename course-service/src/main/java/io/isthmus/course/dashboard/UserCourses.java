package io.isthmus.course.dashboard;

import io.isthmus.course.enrolment.UserCourse;
import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The courses of a person. */
@Schema(requiredProperties = {"user", "courses", "stale", "failures"})
@RegisterForReflection
public record UserCourses(User user, List<UserCourse> courses, boolean stale, List<Failure> failures) {

    public UserCourses {
        courses = List.copyOf(courses);
        failures = List.copyOf(failures);
    }
}

package io.isthmus.course.dashboard;

import io.isthmus.course.enrolment.UserCourse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The courses of a person. */
@Schema(requiredProperties = {"user", "courses", "stale"})
@RegisterForReflection
public record UserCourses(User user, List<UserCourse> courses, boolean stale) {

    public UserCourses {
        courses = List.copyOf(courses);
    }
}

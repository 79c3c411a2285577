package io.isthmus.course.dashboard;

import io.isthmus.course.certificate.UserCertificate;
import io.isthmus.course.enrolment.UserCourse;
import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Everything about a person.
 *
 * @param stale something in it is what the LMS said before it could not be asked any more
 * @param failures what is missing or may be incomplete, and why
 */
@Schema(requiredProperties = {"user", "courses", "certificates", "stale", "failures"})
@RegisterForReflection
public record Dashboard(
        User user,
        List<UserCourse> courses,
        List<UserCertificate> certificates,
        boolean stale,
        List<Failure> failures) {

    public Dashboard {
        courses = List.copyOf(courses);
        certificates = List.copyOf(certificates);
        failures = List.copyOf(failures);
    }
}

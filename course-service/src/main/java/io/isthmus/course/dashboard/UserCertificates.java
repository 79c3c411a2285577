package io.isthmus.course.dashboard;

import io.isthmus.course.certificate.UserCertificate;
import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The certificates of a person, newest first. */
@Schema(requiredProperties = {"user", "certificates", "stale", "failures"})
@RegisterForReflection
public record UserCertificates(User user, List<UserCertificate> certificates, boolean stale, List<Failure> failures) {

    public UserCertificates {
        certificates = List.copyOf(certificates);
        failures = List.copyOf(failures);
    }
}

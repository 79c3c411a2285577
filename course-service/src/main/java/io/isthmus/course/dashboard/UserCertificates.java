package io.isthmus.course.dashboard;

import io.isthmus.course.certificate.UserCertificate;
import io.isthmus.course.source.Failure;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The certificates of a person, newest first. */
@Schema(requiredProperties = {"user", "certificates", "stale", "failures"})
public record UserCertificates(User user, List<UserCertificate> certificates, boolean stale, List<Failure> failures) {

    public UserCertificates {
        certificates = List.copyOf(certificates);
        failures = List.copyOf(failures);
    }
}

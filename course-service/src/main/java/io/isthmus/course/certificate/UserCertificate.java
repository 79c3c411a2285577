package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of a person.
 *
 * @param pdfUrl at this service; null where the LMS keeps no PDF
 */
@Schema(
        requiredProperties = {
            "id",
            "courseId",
            "courseName",
            "name",
            "attempt",
            "issuedAt",
            "expiresAt",
            "code",
            "status",
            "url",
            "pdfUrl"
        })
@RegisterForReflection
public record UserCertificate(
        @Schema(examples = "lms:customcert:12") String id,
        CourseId courseId,
        String courseName,
        String name,

        @Schema(minimum = "1", description = "Counts for a person and a course.")
        int attempt,

        Instant issuedAt,
        @Schema(nullable = true) @Nullable Instant expiresAt,

        @Schema(description = "Printed on it, to verify it by.")
        String code,

        CertificateStatus status,
        @Schema(description = "The certificate at the LMS.") String url,
        @Schema(nullable = true) @Nullable String pdfUrl) {

    /** @param all of the person */
    static UserCertificate of(Certificate certificate, List<Certificate> all, String url, Instant now) {
        CertificateStatus status = status(certificate, all, now);
        boolean printable = status != CertificateStatus.SUPERSEDED;
        return new UserCertificate(
                certificate.id(),
                certificate.course(),
                certificate.courseName(),
                certificate.issue().name(),
                certificate.attempt(),
                certificate.issue().issuedAt(),
                certificate.issue().expiresAt(),
                certificate.issue().code(),
                status,
                url,
                printable ? "/v1/certificates/" + certificate.id() + "/pdf" : null);
    }

    private static CertificateStatus status(Certificate certificate, List<Certificate> all, Instant now) {
        boolean superseded = all.stream()
                .anyMatch(other -> other.sharesActivityWith(certificate) && other.attempt() > certificate.attempt());
        if (superseded) {
            return CertificateStatus.SUPERSEDED;
        }
        return certificate.isExpired(now) ? CertificateStatus.EXPIRED : CertificateStatus.VALID;
    }
}

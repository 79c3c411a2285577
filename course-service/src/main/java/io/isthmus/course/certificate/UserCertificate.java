package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
            "kind",
            "courseId",
            "courseName",
            "name",
            "attempt",
            "issuedAt",
            "expiresAt",
            "code",
            "status",
            "url",
            "verifyUrl",
            "pdfUrl"
        })
@RegisterForReflection
public record UserCertificate(
        @Schema(examples = "lms:customcert:12") String id,

        @Schema(examples = "customcert", description = "What issued it: customcert, badge, or as events name it.")
        String kind,

        @Schema(nullable = true, description = "Null for a badge of the whole site.") @Nullable
        CourseId courseId,

        String courseName,
        String name,

        @Schema(minimum = "1", description = "Counts for a person and a course, or a badge.")
        int attempt,

        Instant issuedAt,
        @Schema(nullable = true) @Nullable Instant expiresAt,

        @Schema(description = "Printed on it, to verify it by.")
        String code,

        CertificateStatus status,
        @Schema(description = "The certificate at the LMS.") String url,

        @Schema(description = "At this service, for everybody.")
        String verifyUrl,

        @Schema(nullable = true) @Nullable String pdfUrl) {

    /** @param all of the person */
    static UserCertificate of(Certificate certificate, List<Certificate> all, String url, Instant now) {
        CertificateStatus status = status(certificate, all, now);
        Issue issue = certificate.issue();
        return new UserCertificate(
                certificate.id(),
                issue.kind(),
                certificate.course(),
                certificate.courseName(),
                issue.name().isEmpty() ? certificate.courseName() : issue.name(),
                certificate.attempt(),
                issue.issuedAt(),
                issue.expiresAt(),
                issue.code(),
                status,
                url,
                "/v1/certificates/verify?code=" + URLEncoder.encode(issue.code(), StandardCharsets.UTF_8),
                isPrintable(issue, status) ? "/v1/certificates/" + certificate.id() + "/pdf" : null);
    }

    private static boolean isPrintable(Issue issue, CertificateStatus status) {
        return issue.kind().equals(Issue.CUSTOMCERT)
                && (status == CertificateStatus.VALID || status == CertificateStatus.EXPIRED);
    }

    private static CertificateStatus status(Certificate certificate, List<Certificate> all, Instant now) {
        if (certificate.isRevoked()) {
            return CertificateStatus.REVOKED;
        }
        boolean superseded = all.stream()
                .anyMatch(other -> other.sharesActivityWith(certificate) && other.attempt() > certificate.attempt());
        if (superseded) {
            return CertificateStatus.SUPERSEDED;
        }
        return certificate.isExpired(now) ? CertificateStatus.EXPIRED : CertificateStatus.VALID;
    }
}

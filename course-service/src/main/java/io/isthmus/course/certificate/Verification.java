package io.isthmus.course.certificate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What whoever holds a certificate may know of it: what is printed on it, and what it is worth today. */
@Schema(requiredProperties = {"code", "status", "name", "courseName", "issuedAt", "expiresAt"})
@RegisterForReflection
record Verification(
        String code,
        CertificateStatus status,
        String name,
        String courseName,
        Instant issuedAt,
        @Schema(nullable = true) @Nullable Instant expiresAt) {

    static Verification of(UserCertificate certificate) {
        return new Verification(
                certificate.code(),
                certificate.status(),
                certificate.name(),
                certificate.courseName(),
                certificate.issuedAt(),
                certificate.expiresAt());
    }
}

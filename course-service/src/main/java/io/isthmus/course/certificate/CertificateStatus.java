package io.isthmus.course.certificate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an attempt is worth today. */
@Schema(enumeration = {"valid", "expired", "revoked", "superseded"})
@RegisterForReflection
public enum CertificateStatus {
    VALID,
    EXPIRED,
    /** Withdrawn by who issued it. */
    REVOKED,
    /** A later attempt of the same certificate took its place; the LMS keeps no PDF of it. */
    SUPERSEDED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

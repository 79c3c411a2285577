package io.isthmus.course.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the LMS tells it.
 *
 * @param reference names this attempt at the LMS, such as {@code customcert:12}; its first part is the kind
 * @param activityId of what issued it; one activity has one current certificate for a person
 * @param name of the certificate
 * @param code printed on it, to verify it by
 * @param expiresAt null for never
 */
public record Issue(
        String reference,
        String activityId,
        String name,
        String code,
        Instant issuedAt,
        @Nullable Instant expiresAt) {

    public static final String CUSTOMCERT = "customcert";
    public static final String BADGE = "badge";

    String kind() {
        return kind(reference);
    }

    static String kind(String reference) {
        int end = reference.indexOf(':');
        return end < 0 ? "" : reference.substring(0, end);
    }
}

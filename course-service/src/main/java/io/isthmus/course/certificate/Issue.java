package io.isthmus.course.certificate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the LMS tells it.
 *
 * @param reference names this attempt at the LMS, such as {@code customcert:12}; its second part counts upwards
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
        @Nullable Instant expiresAt) {}

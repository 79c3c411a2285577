package io.isthmus.course.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong (RFC 9457).
 *
 * @param type {@code about:blank} where the status says it all
 */
@Schema(requiredProperties = {"type", "title", "status", "detail"})
@RegisterForReflection
public record Problem(String type, String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";
}

package io.isthmus.course.source;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is missing in an answer, and why.
 *
 * @param source name of the LMS
 * @param part what could not be read, such as {@code courses}
 */
@Schema(requiredProperties = {"source", "part", "reason"})
@RegisterForReflection
public record Failure(String source, String part, Reason reason) {}

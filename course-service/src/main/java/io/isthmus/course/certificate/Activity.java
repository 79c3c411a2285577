package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What issues certificates.
 *
 * @param course null for a badge of the whole site
 * @param target where a person sees their certificate, within the LMS or as a whole address
 */
@RegisterForReflection
public record Activity(@Nullable CourseId course, String courseName, String target) {}

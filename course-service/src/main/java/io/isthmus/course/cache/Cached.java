package io.isthmus.course.cache;

import java.time.Instant;

/**
 * An answer of an LMS.
 *
 * @param readAt when it was given
 * @param stale it should have been asked again, and could not
 */
public record Cached<T>(T value, Instant readAt, boolean stale) {}

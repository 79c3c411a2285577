package io.isthmus.course.source;

/**
 * The LMS that this service reads.
 *
 * @param source its name in the configuration
 */
public record Lms(String source) {}

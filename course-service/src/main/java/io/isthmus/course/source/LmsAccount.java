package io.isthmus.course.source;

/**
 * An account at an LMS.
 *
 * @param source name of the LMS in the configuration
 * @param userId as the LMS counts
 */
public record LmsAccount(String source, String userId) {}

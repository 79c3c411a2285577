package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;

/**
 * What issues certificates in a course.
 *
 * @param target where a person sees their certificate, within the LMS
 */
public record Activity(CourseId course, String courseName, String target) {}

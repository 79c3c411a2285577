package io.isthmus.course.binding;

import io.isthmus.course.source.CourseId;
import java.time.Instant;

/**
 * A content of a CMS and the course it is about.
 *
 * @param courseName as it was last seen
 */
record Binding(String cmsSource, String contentId, CourseId course, String courseName, Instant boundAt) {}

/** Courses, progress and certificates for the CMS. */
@NullMarked
package io.isthmus.course;

import org.jspecify.annotations.NullMarked;

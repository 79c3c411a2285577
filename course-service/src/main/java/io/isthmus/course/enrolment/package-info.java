/** A person's courses, with progress. */
@NullMarked
package io.isthmus.course.enrolment;

import org.jspecify.annotations.NullMarked;

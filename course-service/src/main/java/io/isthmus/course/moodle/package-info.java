/** Moodle and Totara, in their own words. */
@NullMarked
package io.isthmus.course.moodle;

import org.jspecify.annotations.NullMarked;

/** The replica of the links between people and LMS accounts. */
@NullMarked
package io.isthmus.course.link;

import org.jspecify.annotations.NullMarked;

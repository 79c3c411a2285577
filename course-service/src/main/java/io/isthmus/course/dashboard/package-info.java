/** Everything about one person in one answer. */
@NullMarked
package io.isthmus.course.dashboard;

import org.jspecify.annotations.NullMarked;

/** Who asks, and for whom. */
@NullMarked
package io.isthmus.course.access;

import org.jspecify.annotations.NullMarked;

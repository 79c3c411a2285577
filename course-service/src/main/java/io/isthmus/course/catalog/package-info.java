/** All courses. */
@NullMarked
package io.isthmus.course.catalog;

import org.jspecify.annotations.NullMarked;

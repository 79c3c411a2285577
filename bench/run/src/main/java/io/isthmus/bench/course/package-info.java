/** What course-service is measured by. */
@NullMarked
package io.isthmus.bench.course;

import org.jspecify.annotations.NullMarked;

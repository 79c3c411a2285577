/** What an LMS said, kept for a while; one question at a time. */
@NullMarked
package io.isthmus.course.cache;

import org.jspecify.annotations.NullMarked;

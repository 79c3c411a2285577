/** The words in which every feature speaks of an LMS: its accounts, its courses, its failures. */
@NullMarked
package io.isthmus.course.source;

import org.jspecify.annotations.NullMarked;

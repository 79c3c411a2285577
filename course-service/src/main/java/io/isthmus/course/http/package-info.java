/** Answers, conditional requests and problems (RFC 9457). */
@NullMarked
package io.isthmus.course.http;

import org.jspecify.annotations.NullMarked;

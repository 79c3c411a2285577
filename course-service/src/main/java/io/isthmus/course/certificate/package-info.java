/** The archive of certificates. */
@NullMarked
package io.isthmus.course.certificate;

import org.jspecify.annotations.NullMarked;

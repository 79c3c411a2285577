/** Which content of a CMS is about which course. */
@NullMarked
package io.isthmus.course.binding;

import org.jspecify.annotations.NullMarked;

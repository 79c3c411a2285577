/** The web component {@code <isthmus-courses>}: how its files are served. The files: {@code META-INF/resources/embed}. */
@NullMarked
package io.isthmus.course.embed;

import org.jspecify.annotations.NullMarked;

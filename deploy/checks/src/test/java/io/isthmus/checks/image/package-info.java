/** Container images and what starts in them. */
@NullMarked
package io.isthmus.checks.image;

import org.jspecify.annotations.NullMarked;

/** Test vectors that others published, read from beside the repository. */
@NullMarked
package io.isthmus.token.vectors;

import org.jspecify.annotations.NullMarked;

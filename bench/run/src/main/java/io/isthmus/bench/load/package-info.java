/** Contenders, and rounds in which they take turns. */
@NullMarked
package io.isthmus.bench.load;

import org.jspecify.annotations.NullMarked;

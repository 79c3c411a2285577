/** What is measured: the packaged services as processes, and what stands around them. */
@NullMarked
package io.isthmus.bench.stack;

import org.jspecify.annotations.NullMarked;

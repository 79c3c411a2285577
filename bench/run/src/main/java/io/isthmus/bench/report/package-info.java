/** Figures, their goals, and the table they stand in. */
@NullMarked
package io.isthmus.bench.report;

import org.jspecify.annotations.NullMarked;

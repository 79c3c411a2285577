/** Measures the services beside their baselines. */
@NullMarked
package io.isthmus.bench;

import org.jspecify.annotations.NullMarked;

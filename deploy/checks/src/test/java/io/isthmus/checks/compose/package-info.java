/** The compose file. */
@NullMarked
package io.isthmus.checks.compose;

import org.jspecify.annotations.NullMarked;

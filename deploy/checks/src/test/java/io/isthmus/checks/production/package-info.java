/** The production overlay's environment, applied to processes here. */
@NullMarked
package io.isthmus.checks.production;

import org.jspecify.annotations.NullMarked;

/** Finds out what changed at a side that tells nobody. */
@NullMarked
package io.isthmus.usersync.scan;

import org.jspecify.annotations.NullMarked;

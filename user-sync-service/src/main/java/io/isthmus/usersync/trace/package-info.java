/** Where a piece of work belongs in a trace. */
@NullMarked
package io.isthmus.usersync.trace;

import org.jspecify.annotations.NullMarked;

/** What every connection to an outside system has: protection of it and from it, and a stopwatch. */
@NullMarked
package io.isthmus.usersync.remote;

import org.jspecify.annotations.NullMarked;

/** Brings all users of one side to the other: dry run, report, approval, and the work, which the engine does. */
@NullMarked
package io.isthmus.usersync.importing;

import org.jspecify.annotations.NullMarked;

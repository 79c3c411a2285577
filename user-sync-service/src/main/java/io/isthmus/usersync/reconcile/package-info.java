/** Compares all linked people on both sides, and has put right what somebody approves. */
@NullMarked
package io.isthmus.usersync.reconcile;

import org.jspecify.annotations.NullMarked;

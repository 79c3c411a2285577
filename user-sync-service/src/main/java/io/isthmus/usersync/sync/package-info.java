/** Reads both sides of a person, decides what differs and applies it. */
@NullMarked
package io.isthmus.usersync.sync;

import org.jspecify.annotations.NullMarked;

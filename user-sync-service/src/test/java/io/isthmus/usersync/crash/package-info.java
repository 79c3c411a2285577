/** The packaged service as processes that are killed, paused and stopped where it hurts. */
@NullMarked
package io.isthmus.usersync.crash;

import org.jspecify.annotations.NullMarked;

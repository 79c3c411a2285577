/** Events on their way out. */
@NullMarked
package io.isthmus.usersync.outbox;

import org.jspecify.annotations.NullMarked;

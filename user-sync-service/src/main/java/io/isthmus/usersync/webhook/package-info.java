/** Changes that come by HTTP, signed by whoever sends them. */
@NullMarked
package io.isthmus.usersync.webhook;

import org.jspecify.annotations.NullMarked;

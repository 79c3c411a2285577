/** What the Redis adapters share: scripts, time limits, one kind of failure. */
@NullMarked
package io.isthmus.token.redis;

import org.jspecify.annotations.NullMarked;

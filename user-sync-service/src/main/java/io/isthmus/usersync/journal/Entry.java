package io.isthmus.usersync.journal;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal that waits for a worker.
 *
 * @param attempts how often in a row it was tried and had to wait for this reason
 * @param reason why it had to wait; null if it has not
 */
public record Entry(
        long id, long personId, int attempts, @Nullable String reason, Change change) {}

package io.isthmus.usersync.journal;

/**
 * An entry of the journal that waits for a worker.
 *
 * @param attempts how often it was tried before
 */
public record Entry(long id, long personId, int attempts, Change change) {}

package io.isthmus.usersync.remote;

/**
 * A system that was left alone is well again, as far as this replica can tell.
 *
 * @param side {@code cms} or {@code lms}
 */
public record Recovered(String side) {}

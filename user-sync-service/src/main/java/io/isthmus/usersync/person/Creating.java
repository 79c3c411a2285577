package io.isthmus.usersync.person;

import java.time.Instant;

/**
 * An account was about to be made, and what came of it was not recorded.
 *
 * @param nameHash of its login name
 * @param at when it was about to be made
 */
public record Creating(String nameHash, Instant at) {}

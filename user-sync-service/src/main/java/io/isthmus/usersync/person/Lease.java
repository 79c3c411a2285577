package io.isthmus.usersync.person;

import java.time.Instant;

/**
 * The right to work on one person.
 *
 * @param version names this lease among all of this person's
 * @param attempts failures in a row before this one
 * @param until from then on somebody else may have the person
 */
public record Lease(long personId, long version, int attempts, Instant until) {}

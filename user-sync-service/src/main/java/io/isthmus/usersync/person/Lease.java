package io.isthmus.usersync.person;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one person.
 *
 * @param version names this lease among all of this person's
 * @param attempts failures in a row before this one
 * @param creating an account that may be on its way; null if none is
 * @param until from then on somebody else may have the person
 */
public record Lease(
        long personId, long version, int attempts, @Nullable Creating creating, Instant until) {}

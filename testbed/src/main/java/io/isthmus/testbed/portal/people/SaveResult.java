package io.isthmus.testbed.portal.people;

import java.util.List;

/** What came of an attempt to save an account. */
public sealed interface SaveResult {

    /** @param changed false when everything was so already */
    record Saved(PortalUser user, boolean changed) implements SaveResult {}

    /** @param violations at least one, in Drupal's order */
    record Invalid(List<Violation> violations) implements SaveResult {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** An account with this UUID is there. */
    record UuidTaken() implements SaveResult {}

    /** The unique index of the names refused what the constraints had let through. */
    record NameIndexFailed() implements SaveResult {}

    /** No such account. */
    record Missing() implements SaveResult {}
}

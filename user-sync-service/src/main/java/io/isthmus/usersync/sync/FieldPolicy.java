package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Side;

/**
 * Who decides about a field.
 *
 * @param owner the side whose value counts
 */
record FieldPolicy(Side owner, Apply apply) {

    /** When the owner's value is written to the other side. */
    enum Apply {
        /** Whenever they differ. */
        ALWAYS,
        /** When the account is made, never afterwards. */
        ON_CREATE
    }

    /** @return whether a value that somebody changes there is put back */
    boolean isKeptUpAt(Side target) {
        return owner != target && apply == Apply.ALWAYS;
    }
}

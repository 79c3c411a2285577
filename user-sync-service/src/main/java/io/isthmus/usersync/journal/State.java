package io.isthmus.usersync.journal;

import java.util.Locale;

/** What has become of an entry. */
public enum State {
    /** Nobody has looked at it. */
    RECEIVED,
    /** It was tried and will be again. */
    WAITING,
    /** Something was written. */
    APPLIED,
    /** There was nothing to write. */
    UNCHANGED,
    /** A later entry, or a later reading, said it already. */
    SUPERSEDED,
    /** A person has to decide. */
    CONFLICT,
    /** The brake holds it. */
    HELD,
    /** It cannot be processed. */
    DEAD,
    /** A person decided that it is not to be processed. */
    DISCARDED;

    /** @return as in tables, events and the API */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

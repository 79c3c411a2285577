package io.isthmus.usersync.account;

/** What a side says when asked for one account. A failed reading is none of these, but a {@link RemoteFault}. */
public sealed interface Lookup {

    record Found(Account account) implements Lookup {}

    /** The side can be read and has no such account. */
    record Absent() implements Lookup {}

    /** The side says that the account was deleted. */
    record Deleted() implements Lookup {}
}

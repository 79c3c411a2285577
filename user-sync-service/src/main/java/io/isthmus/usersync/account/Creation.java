package io.isthmus.usersync.account;

/** What became of the wish for a new account. */
public sealed interface Creation {

    /** @param account as read back */
    record Created(Account account) implements Creation {}

    /** @param reason a reason code, such as {@code username-taken} */
    record Refused(String reason) implements Creation {}
}

package io.isthmus.testbed.portal.session;

import io.isthmus.testbed.portal.people.PortalUser;

/** What came of a name and a password. */
public sealed interface LoginResult {

    record Accepted(PortalUser user) implements LoginResult {}

    /** No such name, or not its password: nobody is told which. */
    record Unrecognized() implements LoginResult {}

    record Blocked() implements LoginResult {}

    /** Too many wrong passwords for this account from this address. */
    record AccountLocked() implements LoginResult {}

    /** Too many wrong passwords from this address. */
    record AddressLocked() implements LoginResult {}
}

package io.isthmus.token.login;

import java.net.URI;
import java.util.Optional;

/** What comes next for somebody who is on the way in. */
sealed interface LoginStep {

    /** Nothing is known of this login, or not any more. */
    record Gone() implements LoginStep {}

    /** Somebody else is logged in in this browser. */
    record OtherPerson(String current, String next) implements LoginStep {}

    /** The account is being made. */
    record Preparing() implements LoginStep {}

    /** The account takes longer than anybody should wait. */
    record TooLong(String loginId) implements LoginStep {}

    /** The same way for the third time within a minute. */
    record Looping() implements LoginStep {}

    record Refused(String reference) implements LoginStep {}

    /** @param sessionKey for the browser; empty if it has one already */
    record Enter(URI url, Optional<String> sessionKey) implements LoginStep {}
}

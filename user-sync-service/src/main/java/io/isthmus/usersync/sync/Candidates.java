package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import java.util.List;
import java.util.Set;

/**
 * LMS accounts that may belong to a user without a link, or stand in the way of a new one.
 *
 * @param byKey those that carry the user's key
 * @param byEmail those with the user's address
 * @param byUsername those with the login name that the user would get
 * @param linkedElsewhere ids of those that are somebody else's already
 * @param held names of the fields whose holder is about to give the value up
 */
record Candidates(
        List<Account> byKey,
        List<Account> byEmail,
        List<Account> byUsername,
        Set<String> linkedElsewhere,
        Set<String> held) {

    static final Candidates NONE = new Candidates(List.of(), List.of(), List.of(), Set.of(), Set.of());

    Candidates {
        byKey = List.copyOf(byKey);
        byEmail = List.copyOf(byEmail);
        byUsername = List.copyOf(byUsername);
        linkedElsewhere = Set.copyOf(linkedElsewhere);
        held = Set.copyOf(held);
    }
}

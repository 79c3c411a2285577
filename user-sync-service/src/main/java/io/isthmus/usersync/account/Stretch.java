package io.isthmus.usersync.account;

import java.util.List;

/**
 * A piece of all accounts of a side, in the order of their ids.
 *
 * @param accounts may be empty; deleted accounts are not in it
 * @param last id after which the next piece begins
 * @param end whether there is nothing after it
 */
public record Stretch(List<Account> accounts, String last, boolean end) {

    public Stretch {
        accounts = List.copyOf(accounts);
    }
}

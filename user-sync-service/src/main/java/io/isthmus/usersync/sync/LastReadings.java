package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Side;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** What the engine read last, for those who look for changes. */
public final class LastReadings {

    private final Shadows shadows;

    LastReadings(Shadows shadows) {
        this.shadows = shadows;
    }

    /** @return those of the accounts that are not linked, or not just as they were last read */
    public Uni<List<Account>> changed(Side side, List<Account> accounts) {
        return shadows.ofAccounts(side, accounts.stream().map(Account::id).toList())
                .map(known -> accounts.stream()
                        .filter(account ->
                                !known.getOrDefault(account.id(), Shadow.NONE).isAsRead(side, account))
                        .toList());
    }
}

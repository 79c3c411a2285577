package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the engine read last, for those who look for changes. */
public final class LastReadings {

    private final Shadows shadows;
    private final Sources sources;

    LastReadings(Shadows shadows, Sources sources) {
        this.shadows = shadows;
        this.sources = sources;
    }

    /**
     * What there is to some accounts.
     *
     * @param changed those that are not linked, or not just as they were last read
     * @param ofAnotherCms how many are not linked because they are another CMS's
     */
    public record Compared(List<Account> changed, int ofAnotherCms) {

        public Compared {
            changed = List.copyOf(changed);
        }
    }

    /** Compares accounts with what was last read of them. */
    public Uni<Compared> compare(Side side, List<Account> accounts) {
        return shadows.ofAccounts(side, accounts.stream().map(Account::id).toList())
                .map(known -> compare(side, accounts, known));
    }

    /** One that is linked is looked at whatever key it has by now: it may have been given to another. */
    private Compared compare(Side side, List<Account> accounts, Map<String, Shadow> known) {
        var changed = new ArrayList<Account>();
        int others = 0;
        for (Account account : accounts) {
            Shadow shadow = known.getOrDefault(account.id(), Shadow.NONE);
            if (side == Side.LMS && !known.containsKey(account.id()) && sources.isOfAnotherCms(account.key())) {
                others++;
            } else if (!shadow.isAsRead(side, account)) {
                changed.add(account);
            }
        }
        return new Compared(changed, others);
    }
}

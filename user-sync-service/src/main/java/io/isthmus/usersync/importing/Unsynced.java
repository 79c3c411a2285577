package io.isthmus.usersync.importing;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.account.Stretch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Accounts of one side that are not linked to one of the other. */
@Singleton
class Unsynced {

    /** Pieces looked at for one page; so a page may be short, and there is still more. */
    private static final int PIECES = 10;

    private final Pool pool;
    private final ImportScan scan;
    private final Sources sources;

    Unsynced(Pool pool, ImportScan scan, Sources sources) {
        this.pool = pool;
        this.scan = scan;
        this.sources = sources;
    }

    /** @param next id after which the next page begins */
    record Found(List<Account> accounts, String next, boolean end) {}

    /** @param position id after which the page begins; empty for the first */
    Uni<Found> page(Side side, String position, int limit) {
        return more(side, new Found(List.of(), position, false), limit, PIECES);
    }

    private Uni<Found> more(Side side, Found so, int limit, int rest) {
        if (so.end() || rest == 0 || so.accounts().size() >= limit) {
            return Uni.createFrom().item(so);
        }
        return scan.after(side, so.next())
                .chain(stretch ->
                        linked(side, stretch.accounts()).map(linked -> with(side, so, stretch, linked, limit)))
                .chain(found -> more(side, found, limit, rest - 1));
    }

    private boolean isSomebody(Side side, Account account) {
        return side == Side.CMS
                || !sources.privilegedIds().contains(account.id())
                        && !sources.isOfAnotherCms(account.key())
                        && !account.text(Field.USERNAME).equals("guest");
    }

    private Found with(Side side, Found so, Stretch stretch, Set<String> linked, int limit) {
        var all = new ArrayList<>(so.accounts());
        for (Account account : stretch.accounts()) {
            if (!linked.contains(account.id()) && isSomebody(side, account)) {
                all.add(account);
            }
            if (all.size() == limit) {
                return new Found(all, account.id(), false);
            }
        }
        return new Found(all, stretch.last(), stretch.end());
    }

    private Uni<Set<String>> linked(Side side, List<Account> accounts) {
        String column = side == Side.CMS ? "cms_uid" : "lms_user_id";
        return Sql.list(
                        pool,
                        row -> row.getString(column),
                        "select " + column + " from link where cms_source = $1 and lms_source = $2 and " + column
                                + " = any($3) and status <> 'unlinked'",
                        sources.cms(),
                        sources.lms(),
                        accounts.stream().map(Account::id).toArray(String[]::new))
                .map(HashSet::new);
    }
}

package io.isthmus.usersync.conflict;

import io.isthmus.usersync.conflict.Resolution.Action;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.JournalActs;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.link.LinkResult;
import io.isthmus.usersync.link.Linking;
import io.isthmus.usersync.person.PersonKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Carries out what a person has decided about a conflict. */
@ApplicationScoped
class Resolving {

    private static final String IMPORT = "import";

    private final Pool pool;
    private final Conflicts conflicts;
    private final Journal journal;
    private final JournalActs entries;
    private final Linking linking;
    private final WorkNews work;

    Resolving(Pool pool, Conflicts conflicts, Journal journal, JournalActs entries, Linking linking, WorkNews work) {
        this.pool = pool;
        this.conflicts = conflicts;
        this.journal = journal;
        this.entries = entries;
        this.linking = linking;
        this.work = work;
    }

    /** @param by the client that wants it */
    Uni<Void> resolve(Conflict conflict, Resolution resolution, String by) {
        Action action = resolution.wanted();
        boolean ofAccount = conflict.cmsUid() == null;
        String uid = ofAccount && action == Action.LINK ? resolution.user() : conflict.cmsUid();
        Uni<Void> before = action == Action.LINK
                ? linking.link(
                                Objects.requireNonNull(uid),
                                ofAccount ? conflict.accounts().get(0) : resolution.account())
                        .invoke(Resolving::check)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        return before.chain(() -> pool.withTransaction(tx -> action == Action.RETRY
                        ? again(tx, conflict)
                        : conflicts.resolve(tx, conflict.id(), action, uid, by)))
                .chain(() -> action == Action.DISMISS
                        ? entries.perform(JournalActs.Act.DISCARD, List.of(conflict.journalId()), by)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .invoke(work::arrived);
    }

    /** An account without a user gets one by an import only. */
    private Uni<Void> again(SqlConnection tx, Conflict conflict) {
        return conflict.cmsUid() == null
                ? journal.request(
                                tx,
                                IMPORT,
                                Change.Kind.IMPORT,
                                List.of(new PersonKey(
                                        conflict.lmsSource(),
                                        conflict.accounts().get(0))))
                        .replaceWithVoid()
                : journal.recheck(tx, new PersonKey(conflict.cmsSource(), conflict.cmsUid()), Map.of());
    }

    private static void check(LinkResult result) {
        if (result instanceof LinkResult.Refused refused) {
            throw refused.missing()
                    ? ProblemException.notFound(refused.code(), refused.detail())
                    : ProblemException.conflict(refused.code(), refused.detail());
        }
    }
}

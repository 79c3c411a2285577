package io.isthmus.usersync.conflict;

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
        return carryOut(conflict, resolution, by).invoke(work::arrived);
    }

    private Uni<Void> carryOut(Conflict conflict, Resolution resolution, String by) {
        return switch (resolution.wanted()) {
            case LINK -> link(conflict, resolution, by);
            case RETRY -> pool.withTransaction(tx -> again(tx, conflict));
            case DISMISS ->
                conflicts
                        .dismiss(conflict.id(), by)
                        .chain(met -> entries.perform(JournalActs.Act.DISCARD, met, by))
                        .replaceWithVoid();
        };
    }

    private Uni<Void> link(Conflict conflict, Resolution resolution, String by) {
        String uid = conflict.cmsUid() == null ? resolution.user() : conflict.cmsUid();
        String account = conflict.cmsUid() == null ? conflict.accounts().get(0) : resolution.account();
        return linking.link(uid, account, tx -> conflicts.linked(tx, conflict.id(), uid, by))
                .invoke(Resolving::check)
                .chain(result -> result instanceof LinkResult.WasThere
                        ? pool.withTransaction(tx -> lookAgain(tx, conflict, uid, by))
                        : Uni.createFrom().voidItem());
    }

    /** The two were linked before, so it may be about something else, and is opened again. */
    private Uni<Void> lookAgain(SqlConnection tx, Conflict conflict, String uid, String by) {
        return journal.recheck(tx, new PersonKey(conflict.cmsSource(), uid), Map.of())
                .chain(() -> conflicts.linked(tx, conflict.id(), uid, by));
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

package io.isthmus.usersync.conflict;

import io.isthmus.usersync.conflict.Resolution.Action;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.JournalActs;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.link.LinkResult;
import io.isthmus.usersync.link.Linking;
import io.isthmus.usersync.person.PersonKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Carries out what a person has decided about a conflict. */
@ApplicationScoped
class Resolving {

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
        Uni<Void> before = action == Action.LINK
                ? linking.link(conflict.cmsUid(), resolution.account())
                        .invoke(Resolving::check)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        return before.chain(() -> pool.withTransaction(tx -> action == Action.RETRY
                        ? journal.recheck(tx, new PersonKey(conflict.cmsSource(), conflict.cmsUid()), Map.of())
                        : conflicts.resolve(tx, conflict.id(), action, by)))
                .chain(() -> action == Action.DISMISS
                        ? entries.perform(JournalActs.Act.DISCARD, List.of(conflict.journalId()), by)
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .invoke(work::arrived);
    }

    private static void check(LinkResult result) {
        if (result instanceof LinkResult.Refused refused) {
            throw refused.missing()
                    ? ProblemException.notFound(refused.code(), refused.detail())
                    : ProblemException.conflict(refused.code(), refused.detail());
        }
    }
}

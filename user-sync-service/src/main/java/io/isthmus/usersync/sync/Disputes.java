package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.conflict.Conflicts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Opens the conflicts in which turns end, and settles those that a turn has left behind. */
final class Disputes {

    private final Conflicts conflicts;
    private final Sources sources;

    Disputes(Conflicts conflicts, Sources sources) {
        this.conflicts = conflicts;
        this.sources = sources;
    }

    /** @param inherited whether the account that is now the person's was in one, as nobody's */
    Uni<Void> record(SqlConnection tx, Work work, Result.Settled settled, boolean inherited) {
        long person = work.lease().personId();
        Situation situation = settled.situation();
        if (settled.last() instanceof SyncDecision.Conflict conflict) {
            return conflicts.open(
                    tx, Findings.of(situation, conflict, person, work.last().id(), sources));
        }
        return (work.conflicted() || inherited) && settled.again() == null
                ? conflicts.gone(tx, person, situation.cmsUid())
                : Uni.createFrom().voidItem();
    }

    Uni<Void> record(SqlConnection tx, Work work, Result.Disputed disputed) {
        return conflicts.open(
                tx, Findings.of(disputed, work.lease().personId(), work.last().id(), sources));
    }

    /** An account that was in conflict is gone, or is not to have a user; who only changes it has settled nothing. */
    Uni<Void> record(SqlConnection tx, Work work, Result.Nobody nobody) {
        boolean settled = work.isImport() || !nobody.reason().equals(Reader.NOT_IN_CMS);
        return work.conflicted() && settled
                ? conflicts.gone(tx, work.lease().personId(), null)
                : Uni.createFrom().voidItem();
    }
}

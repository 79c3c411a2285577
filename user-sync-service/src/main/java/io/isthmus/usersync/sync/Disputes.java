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

    /**
     * An account that was in conflict is gone, or is not to have a user. Who only changes it has settled nothing, nor has
     * a key of somebody whom the CMS does not show.
     */
    Uni<Void> record(SqlConnection tx, Work work, Result.Nobody nobody) {
        return work.conflicted() && !nobody.reason().equals(Reader.NOT_IN_CMS)
                ? conflicts.gone(tx, work.lease().personId(), null)
                : Uni.createFrom().voidItem();
    }

    /** The account has a user by now. If the two cannot be linked either, that is for the user's own turn to find. */
    Uni<Void> reroute(SqlConnection tx, Work work) {
        return work.conflicted()
                ? conflicts.gone(tx, work.lease().personId(), null)
                : Uni.createFrom().voidItem();
    }
}

package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.reconcile.Reconciliation.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;

/** Has the engine put right what was approved, by entries of the journal, a few hundred at a time. */
@Singleton
class RepairStep {

    private static final String CHANNEL = "reconciliation";
    private static final int WINDOW = 500;

    private final Journal journal;
    private final Reconciliations reconciliations;
    private final Sources sources;

    RepairStep(Journal journal, Reconciliations reconciliations, Sources sources) {
        this.journal = journal;
        this.reconciliations = reconciliations;
        this.sources = sources;
    }

    private record Planned(long position, String cmsUid, Finding finding) {}

    /** @return whether there is more to hand over right now */
    Uni<Boolean> run(SqlConnection tx, Reconciliation current) {
        return settle(tx, current)
                .chain(() -> open(tx, current))
                .chain(open -> planned(tx, current, WINDOW - open).chain(rows -> {
                    if (!rows.isEmpty()) {
                        return queue(tx, current, rows).replaceWith(true);
                    }
                    return open > 0
                            ? Uni.createFrom().item(false)
                            : reconciliations
                                    .move(tx, current.id(), State.REPAIRING, State.DONE)
                                    .replaceWith(false);
                }));
    }

    private static Uni<Integer> settle(SqlConnection tx, Reconciliation current) {
        return Sql.run(tx, """
                update reconciliation_row r set outcome = j.state, outcome_reason = j.reason from journal j
                where r.reconciliation_id = $1 and r.entry_id is not null and r.outcome is null and j.id = r.entry_id
                  and j.state not in ('received', 'waiting')""", current.id());
    }

    private static Uni<Integer> open(SqlConnection tx, Reconciliation current) {
        return Sql.list(tx, row -> row.getInteger("open"), """
                        select count(*)::int as open from reconciliation_row
                        where reconciliation_id = $1 and entry_id is not null and outcome is null""", current.id()).map(counts -> counts.get(0));
    }

    private static Uni<List<Planned>> planned(SqlConnection tx, Reconciliation current, int limit) {
        return Sql.list(
                tx,
                row -> new Planned(
                        row.getLong("position"),
                        row.getString("cms_uid"),
                        Finding.of(row.getString("finding")).orElseThrow()),
                """
                select position, cms_uid, finding from reconciliation_row
                where reconciliation_id = $1 and finding = any($2) and entry_id is null
                order by position limit $3""",
                current.id(),
                current.approved().toArray(String[]::new),
                Math.max(0, limit));
    }

    private Uni<Void> queue(SqlConnection tx, Reconciliation current, List<Planned> rows) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Finding finding : Finding.values()) {
            List<Planned> of =
                    rows.stream().filter(row -> row.finding() == finding).toList();
            if (!of.isEmpty()) {
                Change.Kind kind = finding.repair().orElseThrow();
                all = all.chain(() -> queue(tx, current, kind, of));
            }
        }
        return all;
    }

    private Uni<Void> queue(SqlConnection tx, Reconciliation current, Change.Kind kind, List<Planned> rows) {
        List<PersonKey> keys = rows.stream()
                .map(row -> new PersonKey(sources.cms(), row.cmsUid()))
                .toList();
        return journal.request(tx, CHANNEL, kind, keys)
                .chain(entries -> Sql.run(
                        tx,
                        """
                        update reconciliation_row r set entry_id = e.id
                        from unnest($2::bigint[], $3::bigint[]) as e (position, id)
                        where r.reconciliation_id = $1 and r.position = e.position""",
                        current.id(),
                        rows.stream().map(Planned::position).toArray(Long[]::new),
                        entries.toArray(Long[]::new)))
                .replaceWithVoid();
    }
}

package io.isthmus.usersync.importing;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.importing.Import.State;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.person.PersonKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Hands an import's rows to the engine as entries of the journal, a few hundred at a time: so everybody else's changes
 * are not kept waiting, and an import that is cancelled soon stops.
 */
@Singleton
class ImportQueue {

    private static final String CHANNEL = "import";

    /** Entries that may be open at a time. */
    private static final int WINDOW = 500;

    private static final int BATCH = 250;

    private final Journal journal;
    private final Imports imports;
    private final Sources sources;

    ImportQueue(Journal journal, Imports imports, Sources sources) {
        this.journal = journal;
        this.imports = imports;
        this.sources = sources;
    }

    private record Planned(long position, String externalId) {}

    /** @return whether there is more to hand over right now */
    Uni<Boolean> step(SqlConnection tx, Import current) {
        return settle(tx, current).chain(() -> open(tx, current)).chain(open -> {
            int room = Math.min(BATCH, WINDOW - open);
            if (room <= 0) {
                return Uni.createFrom().item(false);
            }
            return planned(tx, current, room).chain(rows -> {
                if (!rows.isEmpty()) {
                    return queue(tx, current, rows).replaceWith(rows.size() == room);
                }
                return open > 0
                        ? Uni.createFrom().item(false)
                        : imports.move(tx, current.id(), State.RUNNING, State.DONE)
                                .replaceWith(false);
            });
        });
    }

    /** Notes how entries ended. */
    Uni<Integer> settle(SqlConnection tx, Import current) {
        return Sql.run(tx, """
                update import_row r set outcome = j.state, outcome_reason = j.reason from journal j
                where r.import_id = $1 and r.entry_id is not null and r.outcome is null and j.id = r.entry_id
                  and j.state not in ('received', 'waiting')""", current.id());
    }

    private static Uni<Integer> open(SqlConnection tx, Import current) {
        return Sql.list(tx, row -> row.getInteger("open"), """
                        select count(*)::int as open from import_row
                        where import_id = $1 and entry_id is not null and outcome is null""", current.id()).map(counts -> counts.get(0));
    }

    private static Uni<List<Planned>> planned(SqlConnection tx, Import current, int limit) {
        return Sql.list(
                tx,
                row -> new Planned(row.getLong("position"), row.getString("external_id")),
                """
                select position, external_id from import_row
                where import_id = $1 and plan in ('create', 'link') and entry_id is null
                order by position limit $2""",
                current.id(),
                limit);
    }

    /** The entries and the note that they were made are one transaction, so a crash makes none twice. */
    private Uni<Void> queue(SqlConnection tx, Import current, List<Planned> rows) {
        String source = sources.of(current.side());
        List<PersonKey> keys = rows.stream()
                .map(row -> new PersonKey(source, row.externalId()))
                .toList();
        return journal.request(tx, CHANNEL, Change.Kind.IMPORT, keys)
                .chain(entries -> Sql.run(
                        tx,
                        """
                        update import_row r set entry_id = e.id
                        from unnest($2::bigint[], $3::bigint[]) as e (position, id)
                        where r.import_id = $1 and r.position = e.position""",
                        current.id(),
                        rows.stream().map(Planned::position).toArray(Long[]::new),
                        entries.toArray(Long[]::new)))
                .replaceWithVoid();
    }
}

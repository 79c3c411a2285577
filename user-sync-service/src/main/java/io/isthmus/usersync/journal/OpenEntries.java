package io.isthmus.usersync.journal;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Suppressed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What waits for a worker. */
final class OpenEntries {

    private static final int ENTRIES_AT_ONCE = 500;

    private final Pool pool;
    private final Journal journal;
    private final Outbox outbox;
    private final EventReader reader;
    private final Suppressed suppressed;
    private final Clock clock;

    OpenEntries(Pool pool, Journal journal, Outbox outbox, EventReader reader, Suppressed suppressed, Clock clock) {
        this.pool = pool;
        this.journal = journal;
        this.outbox = outbox;
        this.reader = reader;
        this.suppressed = suppressed;
        this.clock = clock;
    }

    /** @return by person, what waits for a worker, oldest first; an entry that turns out unreadable ends dead here */
    Uni<Map<Long, List<Entry>>> of(Collection<Long> people) {
        return Sql.list(pool, StoredEntry::of, """
                        select e.* from unnest($1::bigint[]) as wanted (person_id), lateral (
                          select id, person_id, channel, headers::text as headers, raw, attempts, reason from journal
                          where journal.person_id = wanted.person_id and state in ('received', 'waiting')
                          order by id limit $2) e""", people.toArray(Long[]::new), ENTRIES_AT_ONCE)
                .chain(this::read)
                .chain(this::withoutErased);
    }

    private Uni<Map<Long, List<Entry>>> read(List<StoredEntry> stored) {
        var entries = new HashMap<Long, List<Entry>>();
        var dead = new ArrayList<Outcome>();
        for (StoredEntry entry : stored) {
            Reading reading = reader.read(entry.message());
            if (reading instanceof Readable readable) {
                entries.computeIfAbsent(entry.personId(), id -> new ArrayList<>())
                        .add(new Entry(
                                entry.id(), entry.personId(), entry.attempts(), entry.reason(), readable.change()));
            } else {
                String reason = reading instanceof Poison poison ? poison.reason() : "irrelevant";
                dead.add(new Outcome(entry.id(), State.DEAD, reason, null, List.of()));
            }
        }
        return dead.isEmpty()
                ? Uni.createFrom().item(entries)
                : pool.withTransaction(tx -> journal.close(tx, dead)
                                .chain(() -> outbox.add(
                                        tx,
                                        dead.stream()
                                                .map(outcome -> JournalIntake.death(
                                                        outcome.entryId(), String.valueOf(outcome.reason())))
                                                .toList())))
                        .replaceWith(entries);
    }

    /** What comes in about somebody who was erased ends here, and its payload and whom it names with it. */
    private Uni<Map<Long, List<Entry>>> withoutErased(Map<Long, List<Entry>> entries) {
        return keysOf(entries)
                .chain(keys -> suppressed.among(keys.keySet()).chain(erased -> {
                    if (erased.isEmpty()) {
                        return Uni.createFrom().item(entries);
                    }
                    var people = erased.stream().map(keys::get).collect(Collectors.toSet());
                    var rest = new HashMap<>(entries);
                    rest.keySet().removeAll(people);
                    return pool.withTransaction(tx -> forget(tx, erased, people.toArray(Long[]::new)))
                            .replaceWith(rest);
                }));
    }

    /** By whatever these people are known, as long as anybody was erased at all. */
    private Uni<Map<PersonKey, Long>> keysOf(Map<Long, List<Entry>> entries) {
        return Sql.list(pool, row -> row, """
                        select source, external_id, person_id from person_key
                        where person_id = any($1) and exists (select 1 from suppression)""", (Object) entries.keySet().toArray(Long[]::new))
                .map(rows -> {
                    var keys = new HashMap<PersonKey, Long>();
                    rows.forEach(row -> keys.put(
                            new PersonKey(row.getString("source"), row.getString("external_id")),
                            row.getLong("person_id")));
                    return keys;
                });
    }

    /** Identifiers are locked before persons, as everybody does; who is known by nothing any more is nobody. */
    private Uni<Void> forget(SqlConnection tx, Set<PersonKey> erased, Long[] people) {
        return Sql.run(
                        tx,
                        """
                        delete from person_key where (source, external_id) in (
                          select source, external_id from person_key
                          where (source, external_id) in (select * from unnest($1::text[], $2::text[]))
                          order by source, external_id for update)""",
                        erased.stream().map(PersonKey::source).toArray(String[]::new),
                        erased.stream().map(PersonKey::externalId).toArray(String[]::new))
                .chain(() -> Sql.run(tx, """
                        update journal set state = 'discarded', reason = 'erased', raw = null, headers = '{}',
                          finished_at = $2::timestamptz
                        where person_id = any($1) and state in ('received', 'waiting')""", people, clock.instant()))
                .chain(() -> Sql.list(tx, row -> row.getLong("id"), """
                        select id from person p where id = any($1)
                          and not exists (select 1 from person_key k where k.person_id = p.id)
                          and not exists (select 1 from link l where l.person_id = p.id)
                        order by id for update""", (Object) people))
                .map(nobody -> nobody.toArray(Long[]::new))
                .call(nobody ->
                        Sql.run(tx, "update journal set person_id = null where person_id = any($1)", (Object) nobody))
                .chain(nobody -> Sql.run(tx, "delete from person where id = any($1)", (Object) nobody))
                .replaceWithVoid();
    }
}

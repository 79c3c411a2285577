package io.isthmus.usersync.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.journal.Reading.Foreign;
import io.isthmus.usersync.journal.Reading.Irrelevant;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.outbox.OutgoingEvent;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes messages entries of the journal, each event once. */
final class JournalIntake {

    private static final String OUTCOMES = "isthmus.sync.outcomes";

    /** Messages that are worth a transaction. */
    private static final int FEW = 50;

    /** Transactions at a time for many messages; all of one person's are in one of them, in their order. */
    private static final int LANES = 3;

    private final Pool pool;
    private final Persons persons;
    private final Outbox outbox;
    private final EventReader reader;
    private final Traces traces;
    private final Clock clock;
    private final Strangers strangers = new Strangers();

    JournalIntake(Pool pool, Persons persons, Outbox outbox, EventReader reader, Traces traces, Clock clock) {
        this.pool = pool;
        this.persons = persons;
        this.outbox = outbox;
        this.reader = reader;
        this.traces = traces;
        this.clock = clock;
    }

    /** @return how many entries were made; after a failure some may have been, and are not made again */
    Uni<Integer> append(List<Message> messages) {
        var rows = new LinkedHashMap<Arrival.Name, Arrival>();
        for (Message message : messages) {
            Reading reading = reader.read(message);
            if (reading instanceof Foreign foreign) {
                strangers.saw(foreign.source(), message.channel());
            } else if (!(reading instanceof Irrelevant)) {
                var row = Arrival.of(message, reading);
                rows.putIfAbsent(row.name(), row);
            }
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return traces.takingIn(
                rows.values().stream().map(Arrival::traceparent).toList(),
                "journal",
                Uni.join()
                        .all(lanes(rows.values()).stream().map(this::appendAll).toList())
                        .andCollectFailures()
                        .map(counts ->
                                counts.stream().mapToInt(Integer::intValue).sum()));
    }

    private static Collection<List<Arrival>> lanes(Collection<Arrival> rows) {
        return rows.size() <= FEW
                ? List.of(List.copyOf(rows))
                : rows.stream()
                        .collect(Collectors.groupingBy(row ->
                                Math.floorMod(row.key().map(PersonKey::hashCode).orElse(0), LANES)))
                        .values();
    }

    private Uni<Integer> appendAll(List<Arrival> rows) {
        return pool.withTransaction(
                tx -> unseen(tx, rows).chain(fresh -> insert(tx, fresh)).map(List::size));
    }

    /** What comes back are the few that were known, not the many that are new. */
    private Uni<List<Arrival>> unseen(SqlConnection tx, List<Arrival> rows) {
        return Sql.list(
                        tx,
                        row -> new Arrival.Name(row.getString("source"), row.getString("event_id")),
                        """
                        with event as (select * from unnest($1::text[], $2::text[]) as event (source, event_id)),
                        fresh as (
                          insert into journal_seen (source, event_id, received_at)
                          select source, event_id, $3::timestamptz from event order by source, event_id
                          on conflict do nothing returning source, event_id)
                        select source, event_id from event except select source, event_id from fresh""",
                        rows.stream().map(row -> row.name().source()).toArray(String[]::new),
                        rows.stream().map(row -> row.name().eventId()).toArray(String[]::new),
                        clock.instant())
                .map(HashSet::new)
                .map(known -> known.isEmpty()
                        ? rows
                        : rows.stream()
                                .filter(row -> !known.contains(row.name()))
                                .toList());
    }

    /** @return the ids of the entries, in the order of the rows */
    Uni<List<Long>> insert(SqlConnection tx, List<Arrival> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<PersonKey> keys = rows.stream().flatMap(row -> row.key().stream()).toList();
        return persons.resolve(tx, keys)
                .chain(owners -> write(tx, rows, owners)
                        .call(entries -> outbox.add(tx, deaths(rows, entries)))
                        .call(() -> persons.wake(tx, owners.values())));
    }

    /** @return the ids of the entries, in the order of the rows */
    private Uni<List<Long>> write(SqlConnection tx, List<Arrival> rows, Map<PersonKey, Long> owners) {
        var columns = new ArrivalColumns(rows, owners);
        return Sql.list(
                tx,
                row -> row.getLong("id"),
                """
                insert into journal (received_at, channel, source, event_id, type, origin, headers, raw, person_id,
                  state, reason, finished_at)
                select $1::timestamptz, channel, source, event_id, type, origin, headers::jsonb, raw, person_id,
                  case when reason is null then 'received' else 'dead' end, reason,
                  case when reason is not null then $1::timestamptz end
                from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[],
                  $9::bigint[], $10::text[]) with ordinality
                  as entry (channel, source, event_id, type, origin, headers, raw, person_id, reason, position)
                order by position returning id""",
                clock.instant(),
                columns.channels(),
                columns.sources(),
                columns.eventIds(),
                columns.types(),
                columns.origins(),
                columns.headers(),
                columns.raws(),
                columns.persons(),
                columns.reasons());
    }

    private static List<OutgoingEvent> deaths(List<Arrival> rows, List<Long> entries) {
        var events = new ArrayList<OutgoingEvent>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).reading() instanceof Poison poison) {
                events.add(death(entries.get(i), poison.reason()));
            }
        }
        return events;
    }

    /** @return what the world is told of an entry that nobody can read */
    static OutgoingEvent death(long entry, String reason) {
        String subject = "journal:" + entry;
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("journalId", entry).put("reason", reason);
        return new OutgoingEvent(OUTCOMES, subject, "io.isthmus.sync.dead.v1", subject, null, null, data);
    }
}

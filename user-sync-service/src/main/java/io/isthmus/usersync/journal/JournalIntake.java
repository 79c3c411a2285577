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
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Makes messages entries of the journal, each event once. */
final class JournalIntake {

    private static final String OUTCOMES = "isthmus.sync.outcomes";

    /** Messages that are worth a transaction. */
    private static final int FEW = 50;

    /** Transactions at a time for many messages. */
    private static final int LANES = 3;

    /** SQLSTATE */
    private static final String UNIQUE_VIOLATION = "23505";

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
        return Uni.join()
                .all(lanes(messages).stream().map(this::appendLane).toList())
                .andCollectFailures()
                .map(counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** By the key, since that is what keeps the order of a person's messages. */
    private static Collection<List<Message>> lanes(List<Message> messages) {
        return messages.size() <= FEW
                ? List.of(messages)
                : messages.stream()
                        .collect(
                                Collectors.groupingBy(message -> Math.floorMod(Objects.hashCode(message.key()), LANES)))
                        .values();
    }

    private Uni<Integer> appendLane(List<Message> lane) {
        return read(lane)
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(0)
                        : traces.takingIn(
                                rows.stream().map(Arrival::traceparent).toList(), "journal", appendAll(rows)));
    }

    /** Many are read on other threads: it takes as long as the database does, which the event loop has to talk to. */
    private Uni<List<Arrival>> read(List<Message> lane) {
        Uni<List<Arrival>> reading = Uni.createFrom().item(() -> arrivals(lane));
        return lane.size() <= FEW
                ? reading
                : reading.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .emitOn(here());
    }

    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }

    /** @return each event once, in the order of the messages */
    private List<Arrival> arrivals(List<Message> messages) {
        var rows = new LinkedHashMap<UUID, Arrival>();
        for (Message message : messages) {
            Reading reading = reader.skim(message);
            if (reading instanceof Foreign foreign) {
                strangers.saw(foreign.source(), message.channel());
            } else if (!(reading instanceof Irrelevant)) {
                var row = Arrival.of(message, reading);
                rows.putIfAbsent(row.event(), row);
            }
        }
        return List.copyOf(rows.values());
    }

    /** That an event is known is seldom, so many are taken for new until the database says that one is not. */
    private Uni<Integer> appendAll(List<Arrival> rows) {
        if (rows.size() <= FEW) {
            return appendUnknown(rows);
        }
        return pool.withTransaction(tx -> remember(tx, rows).chain(() -> insert(tx, rows)))
                .map(List::size)
                .onFailure(JournalIntake::isKnown)
                .recoverWithUni(() -> appendUnknown(rows));
    }

    private static boolean isKnown(Throwable failure) {
        return failure instanceof PgException refusal && UNIQUE_VIOLATION.equals(refusal.getSqlState());
    }

    private Uni<Void> remember(SqlConnection tx, List<Arrival> rows) {
        return Sql.run(tx, """
                        insert into journal_known (event, received_at)
                        select event, $2::timestamptz from unnest($1::uuid[]) as event order by event""", events(rows), clock.instant()).replaceWithVoid();
    }

    private Uni<Integer> appendUnknown(List<Arrival> rows) {
        return pool.withTransaction(
                tx -> unseen(tx, rows).chain(fresh -> insert(tx, fresh)).map(List::size));
    }

    /** What comes back are the few that were known, not the many that are new. */
    private Uni<List<Arrival>> unseen(SqlConnection tx, List<Arrival> rows) {
        return Sql.list(tx, row -> row.getUUID("event"), """
                        with arrived as (select unnest($1::uuid[]) as event),
                        fresh as (
                          insert into journal_known (event, received_at)
                          select event, $2::timestamptz from arrived order by event
                          on conflict do nothing returning event)
                        select event from arrived except select event from fresh""", events(rows), clock.instant())
                .map(Set::copyOf)
                .map(known -> known.isEmpty()
                        ? rows
                        : rows.stream()
                                .filter(row -> !known.contains(row.event()))
                                .toList());
    }

    private static UUID[] events(List<Arrival> rows) {
        return rows.stream().map(Arrival::event).toArray(UUID[]::new);
    }

    /** @return the ids of the entries, in the order of the rows */
    Uni<List<Long>> insert(SqlConnection tx, List<Arrival> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<PersonKey> keys =
                rows.stream().map(Arrival::key).filter(Objects::nonNull).toList();
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

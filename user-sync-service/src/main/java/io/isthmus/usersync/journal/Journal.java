package io.isthmus.usersync.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.journal.Change.Kind;
import io.isthmus.usersync.journal.Reading.Irrelevant;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.outbox.OutgoingEvent;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The one way in: everything that changes is an entry here before anything else happens. */
public final class Journal {

    private static final String INTERNAL = "internal";
    private static final String OUTCOMES = "isthmus.sync.outcomes";
    private static final int ENTRIES_AT_ONCE = 500;

    private final Pool pool;
    private final Persons persons;
    private final Outbox outbox;
    private final EventReader reader;
    private final Suppressed suppressed;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Journal(
            Pool pool,
            Persons persons,
            Outbox outbox,
            EventReader reader,
            Suppressed suppressed,
            Clock clock,
            Supplier<UUID> ids) {
        this.pool = pool;
        this.persons = persons;
        this.outbox = outbox;
        this.reader = reader;
        this.suppressed = suppressed;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Appends what has not been seen before; once it returns, the messages may be forgotten where they came from.
     *
     * @return how many entries were made
     */
    public Uni<Integer> append(List<Message> messages) {
        var rows = new LinkedHashMap<Arrival.Name, Arrival>();
        for (Message message : messages) {
            Reading reading = reader.read(message);
            if (!(reading instanceof Irrelevant)) {
                var row = Arrival.of(message, reading);
                rows.putIfAbsent(row.name(), row);
            }
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return pool.withTransaction(
                tx -> unseen(tx, rows).chain(fresh -> insert(tx, fresh)).map(List::size));
    }

    private Uni<List<Arrival>> unseen(SqlConnection tx, Map<Arrival.Name, Arrival> rows) {
        return Sql.list(
                        tx,
                        row -> new Arrival.Name(row.getString("source"), row.getString("event_id")),
                        """
                        insert into journal_seen (source, event_id, received_at)
                        select source, event_id, $3::timestamptz from unnest($1::text[], $2::text[]) as event (source, event_id)
                        order by source, event_id
                        on conflict do nothing returning source, event_id""",
                        rows.keySet().stream().map(Arrival.Name::source).toArray(String[]::new),
                        rows.keySet().stream().map(Arrival.Name::eventId).toArray(String[]::new),
                        clock.instant())
                .map(HashSet::new)
                .map(names -> rows.values().stream()
                        .filter(row -> names.contains(row.name()))
                        .toList());
    }

    private Uni<List<Long>> insert(SqlConnection tx, List<Arrival> rows) {
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

    private static OutgoingEvent death(long entry, String reason) {
        String subject = "journal:" + entry;
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("journalId", entry).put("reason", reason);
        return new OutgoingEvent(OUTCOMES, subject, "io.isthmus.sync.dead.v1", subject, null, null, data);
    }

    /**
     * Makes an entry of our own, so that the person is looked at once more.
     *
     * @param sent what may have been written meanwhile, by side and field; empty for nothing
     */
    public Uni<Void> recheck(SqlConnection tx, PersonKey key, Map<Side, Map<String, String>> sent) {
        ObjectNode event = event(Kind.RECHECK, key);
        sent.forEach((side, fields) -> fields.forEach(event.withObject("/data/sent/" + side.code())::put));
        return insert(tx, List.of(arrival(INTERNAL, event))).replaceWithVoid();
    }

    /** Makes an entry of our own for each, so that they are looked at once more. It locks them: before {@link Persons#guard}. */
    public Uni<Void> recheck(SqlConnection tx, List<PersonKey> keys) {
        return request(tx, INTERNAL, Kind.RECHECK, keys).replaceWithVoid();
    }

    /**
     * Makes entries of our own, so that these persons are looked at.
     *
     * @param channel the way they came, such as {@code import}
     * @return the ids of the entries, in the order of the keys
     */
    public Uni<List<Long>> request(SqlConnection tx, String channel, Kind kind, List<PersonKey> keys) {
        return insert(
                tx, keys.stream().map(key -> arrival(channel, event(kind, key))).toList());
    }

    /** Makes entries of our own: that these people's accounts at a side are not to be suspended as things are. */
    public Uni<Void> rechecks(SqlConnection tx, List<PersonKey> keys, Side spared) {
        List<Arrival> arrivals = keys.stream()
                .map(key -> {
                    ObjectNode event = event(Kind.RECHECK, key);
                    event.withObject("/data").put("spared", spared.code());
                    return arrival(INTERNAL, event);
                })
                .toList();
        return insert(tx, arrivals).replaceWithVoid();
    }

    private ObjectNode event(Kind kind, PersonKey key) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", ids.get().toString())
                .put("source", key.source())
                .put("type", kind.type())
                .put("time", clock.instant().toString());
        event.putObject("data").put("id", key.externalId());
        return event;
    }

    private Arrival arrival(String channel, ObjectNode event) {
        byte[] raw = event.toString().getBytes(StandardCharsets.UTF_8);
        var message = new Message(channel, "", "", Map.of(), raw);
        return Arrival.of(message, reader.read(message));
    }

    /** @return by person, what waits for a worker, oldest first; an entry that turns out unreadable ends dead here */
    public Uni<Map<Long, List<Entry>>> open(Collection<Long> people) {
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
                : pool.withTransaction(tx -> close(tx, dead)
                                .chain(() -> outbox.add(
                                        tx,
                                        dead.stream()
                                                .map(outcome ->
                                                        death(outcome.entryId(), String.valueOf(outcome.reason())))
                                                .toList())))
                        .replaceWith(entries);
    }

    /** What comes in about somebody who was erased ends here, and its payload with it. */
    private Uni<Map<Long, List<Entry>>> withoutErased(Map<Long, List<Entry>> entries) {
        return keysOf(entries)
                .chain(keys -> suppressed
                        .among(keys.keySet())
                        .map(erased -> keys.entrySet().stream()
                                .filter(key -> erased.contains(key.getKey()))
                                .map(Map.Entry::getValue)
                                .collect(Collectors.toSet())))
                .chain(people -> {
                    List<Long> gone = people.stream()
                            .flatMap(person -> entries.getOrDefault(person, List.of()).stream())
                            .map(Entry::id)
                            .toList();
                    var rest = new HashMap<>(entries);
                    rest.keySet().removeAll(people);
                    return gone.isEmpty()
                            ? Uni.createFrom().item(rest)
                            : discard(gone).replaceWith(rest);
                });
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

    private Uni<Void> discard(List<Long> entries) {
        return Sql.run(pool, """
                        update journal set state = 'discarded', reason = 'erased', raw = null, headers = '{}',
                          finished_at = $2::timestamptz
                        where id = any($1) and state in ('received', 'waiting')""", entries.toArray(Long[]::new), clock.instant()).replaceWithVoid();
    }

    /** Records how entries ended. */
    public Uni<Void> close(SqlConnection tx, List<Outcome> outcomes) {
        return Sql.run(
                        tx,
                        """
                        update journal j set state = o.state, reason = o.reason, decision = o.decision,
                          fields = nullif(string_to_array(o.fields, ','), '{}'), finished_at = $6::timestamptz, attempts = attempts + 1
                        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
                          as o (id, state, reason, decision, fields)
                        where j.id = o.id""",
                        outcomes.stream().map(Outcome::entryId).toArray(Long[]::new),
                        outcomes.stream().map(o -> o.state().code()).toArray(String[]::new),
                        outcomes.stream().map(Outcome::reason).toArray(String[]::new),
                        outcomes.stream().map(Outcome::decision).toArray(String[]::new),
                        outcomes.stream().map(o -> String.join(",", o.fields())).toArray(String[]::new),
                        clock.instant())
                .replaceWithVoid();
    }

    /** Leaves entries for another try. */
    public Uni<Void> postpone(SqlConnection tx, Collection<Long> entries, String reason) {
        return Sql.run(
                        tx,
                        "update journal set state = 'waiting', reason = $2, attempts = attempts + 1 where id = any($1)",
                        entries.toArray(Long[]::new),
                        reason)
                .replaceWithVoid();
    }

    /** Hands entries to the person with that identifier, who turned out to be the one they are about. */
    public Uni<Void> reroute(SqlConnection tx, Collection<Long> entries, long person) {
        return Sql.run(tx, "update journal set person_id = $2 where id = any($1)", entries.toArray(Long[]::new), person)
                .replaceWithVoid();
    }
}

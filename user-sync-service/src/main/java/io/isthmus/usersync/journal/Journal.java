package io.isthmus.usersync.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.journal.Change.Kind;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The one way in: everything that changes is an entry here before anything else happens. */
public final class Journal {

    private static final String INTERNAL = "internal";

    private final JournalIntake intake;
    private final OpenEntries open;
    private final EventReader reader;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Journal(
            Pool pool,
            Persons persons,
            Outbox outbox,
            EventReader reader,
            Suppressed suppressed,
            Traces traces,
            Clock clock,
            Supplier<UUID> ids) {
        this.intake = new JournalIntake(pool, persons, outbox, reader, traces, clock);
        this.open = new OpenEntries(pool, this, outbox, reader, suppressed, clock);
        this.reader = reader;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Appends what has not been seen before; once it returns, the messages may be forgotten where they came from.
     *
     * @return how many entries were made
     */
    public Uni<Integer> append(List<Message> messages) {
        return intake.append(messages);
    }

    /**
     * Makes an entry of our own, so that the person is looked at once more.
     *
     * @param sent what may have been written meanwhile, by side and field; empty for nothing
     */
    public Uni<Void> recheck(SqlConnection tx, PersonKey key, Map<Side, Map<String, String>> sent) {
        ObjectNode event = event(Kind.RECHECK, key);
        sent.forEach((side, fields) -> fields.forEach(event.withObject("/data/sent/" + side.code())::put));
        return intake.insert(tx, List.of(arrival(INTERNAL, event))).replaceWithVoid();
    }

    /** Makes an entry of our own for each, so that they are looked at once more. It locks them: before {@link io.isthmus.usersync.person.Leases#guard}. */
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
        return intake.insert(
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
        return intake.insert(tx, arrivals).replaceWithVoid();
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
        return open.of(people);
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
        return Sql.run(tx, """
                        update journal set state = 'waiting', reason = $2,
                          attempts = case when reason = $2 then attempts + 1 else 1 end
                        where id = any($1)""", entries.toArray(Long[]::new), reason).replaceWithVoid();
    }

    /** Hands entries to the person with that identifier, who turned out to be the one they are about. */
    public Uni<Void> reroute(SqlConnection tx, Collection<Long> entries, long person) {
        return Sql.run(tx, "update journal set person_id = $2 where id = any($1)", entries.toArray(Long[]::new), person)
                .replaceWithVoid();
    }
}

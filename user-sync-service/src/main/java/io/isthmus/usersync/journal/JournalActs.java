package io.isthmus.usersync.journal;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people do to entries: have them processed once more, or never. Persons are locked before their entries, as the
 * workers do it. What the brake holds is left to the brake.
 */
public final class JournalActs {

    private static final int AT_ONCE = 500;

    private static final String REPLAYABLE = "state not in ('received', 'held') and raw is not null";

    /** Two lists, since each has an index of its own. */
    private static final String DISCARDABLE = "(state in ('received', 'waiting') or state in ('conflict', 'dead'))";

    private final Pool pool;
    private final Persons persons;
    private final EventReader reader;
    private final Clock clock;

    JournalActs(Pool pool, Persons persons, EventReader reader, Clock clock) {
        this.pool = pool;
        this.persons = persons;
        this.reader = reader;
        this.clock = clock;
    }

    /** What can be done to entries. */
    public enum Act {
        REPLAY(REPLAYABLE),
        DISCARD(DISCARDABLE);

        private final String condition;

        Act(String condition) {
            this.condition = condition;
        }
    }

    /**
     * What came of it.
     *
     * @param done entries that it was done to
     * @param skipped entries that could not be touched: unreadable still, without their payload, or in progress
     */
    public record Effect(int done, int skipped) {

        static final Effect NONE = new Effect(0, 0);

        Effect plus(Effect other) {
            return new Effect(done + other.done, skipped + other.skipped);
        }
    }

    /** @return the state of an entry; empty if there is none */
    Uni<Optional<String>> state(long id) {
        return Sql.list(pool, row -> row.getString("state"), "select state from journal where id = $1", id)
                .map(states -> states.stream().findFirst());
    }

    /** @return how many entries the act could be done to */
    Uni<Long> count(Act act, Selection selection) {
        return Sql.list(
                        pool,
                        row -> row.getLong("entries"),
                        "select count(*) as entries from journal where " + act.condition + " and "
                                + selection.condition(0),
                        selection.parameters().toArray())
                .map(counts -> counts.get(0));
    }

    /** Does it to all that are selected, in parts, the oldest first, up to a number. */
    Uni<Effect> perform(Act act, Selection selection, int limit, String by) {
        return perform(act, selection, limit, by, 0, Effect.NONE);
    }

    private Uni<Effect> perform(Act act, Selection selection, int rest, String by, long after, Effect before) {
        int size = Math.min(rest, AT_ONCE);
        return ids(act, selection, after, size).chain(ids -> {
            if (ids.isEmpty()) {
                return Uni.createFrom().item(before);
            }
            long last = ids.get(ids.size() - 1);
            return perform(act, ids, by)
                    .map(before::plus)
                    .chain(effect -> ids.size() == rest
                            ? Uni.createFrom().item(effect)
                            : perform(act, selection, rest - ids.size(), by, last, effect));
        });
    }

    private Uni<List<Long>> ids(Act act, Selection selection, long after, int limit) {
        var parameters = new ArrayList<@Nullable Object>();
        parameters.add(after);
        parameters.add(limit);
        parameters.addAll(selection.parameters());
        return Sql.list(
                pool,
                row -> row.getLong("id"),
                "select id from journal where id > $1 and " + act.condition + " and " + selection.condition(2)
                        + " order by id limit $2",
                parameters.toArray());
    }

    /** @param by the client that wants it */
    public Uni<Effect> perform(Act act, Collection<Long> ids, String by) {
        Long[] entries = ids.stream().sorted().toArray(Long[]::new);
        return pool.withTransaction(tx -> act == Act.REPLAY ? replay(tx, entries, by) : discard(tx, entries, by))
                .map(done -> new Effect(done, entries.length - done));
    }

    private Uni<Integer> replay(SqlConnection tx, Long[] ids, String by) {
        return lost(tx, ids)
                .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : understand(tx, found))
                .chain(() -> lockPersons(tx, ids))
                .chain(() -> Sql.list(
                        tx, row -> row.getLong("person_id"), """
                        update journal set state = 'received', reason = null, decision = null, fields = null,
                          finished_at = null, attempts = 0, acted_by = $2
                        where id = any($1) and person_id is not null and""" + " " + REPLAYABLE + " returning person_id", ids, by))
                .call(people -> persons.wakeAfresh(tx, people))
                .map(List::size);
    }

    /** Entries of which it could not be told whom they are about. */
    private static Uni<List<StoredEntry>> lost(SqlConnection tx, Long[] ids) {
        return Sql.list(tx, StoredEntry::of, """
                select id, 0::bigint as person_id, channel, headers::text as headers, raw, attempts, reason from journal
                where id = any($1) and person_id is null and raw is not null""", (Object) ids);
    }

    /** Reads them once more: what is configured, or understood, may be another by now. */
    private Uni<Void> understand(SqlConnection tx, List<StoredEntry> entries) {
        Map<Long, Change> readable = new LinkedHashMap<>();
        for (StoredEntry entry : entries) {
            if (reader.read(entry.message()) instanceof Readable now) {
                readable.put(entry.id(), now.change());
            }
        }
        if (readable.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<PersonKey> keys = readable.values().stream().map(Change::key).toList();
        return persons.resolve(tx, keys)
                .chain(owners -> Sql.run(
                        tx,
                        """
                        update journal j set person_id = e.person_id, source = e.source, event_id = e.event_id,
                          type = e.type, origin = e.origin
                        from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
                          as e (id, person_id, source, event_id, type, origin)
                        where j.id = e.id""",
                        readable.keySet().toArray(Long[]::new),
                        keys.stream().map(owners::get).toArray(Long[]::new),
                        texts(readable.values().stream().map(Change::source)),
                        texts(readable.values().stream().map(Change::id)),
                        texts(readable.values().stream()
                                .map(change -> change.kind().type())),
                        readable.values().stream().map(Change::origin).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static String[] texts(Stream<String> values) {
        return values.toArray(String[]::new);
    }

    /** Has what the brake holds processed once more. */
    public Uni<Void> release(SqlConnection tx, Long[] ids, String by) {
        return lockPersons(tx, ids)
                .chain(() -> Sql.list(tx, row -> row.getLong("person_id"), """
                        update journal set state = 'received', reason = null, decision = null, fields = null,
                          finished_at = null, attempts = 0, acted_by = $2
                        where id = any($1) and state = 'held' returning person_id""", ids, by))
                .chain(people -> persons.wakeAfresh(tx, people));
    }

    /** Discards what the brake holds. */
    public Uni<Void> giveUp(SqlConnection tx, Long[] ids, String by) {
        return lockPersons(tx, ids)
                .chain(() -> Sql.run(tx, """
                        update journal set state = 'discarded', finished_at = $2::timestamptz, acted_by = $3
                        where id = any($1) and state = 'held'""", ids, clock.instant(), by))
                .replaceWithVoid();
    }

    private static Uni<Void> lockPersons(SqlConnection tx, Long[] ids) {
        return Sql.list(tx, row -> row.getLong("id"), """
                        select id from person where id in (select person_id from journal where id = any($1))
                        order by id for no key update""", (Object) ids).replaceWithVoid();
    }

    /** What a worker has in hand is not taken away from it. */
    private Uni<Integer> discard(SqlConnection tx, Long[] ids, String by) {
        return lockPersons(tx, ids).chain(() -> Sql.run(tx, """
                        update journal j set state = 'discarded', finished_at = $2::timestamptz, acted_by = $3
                        where id = any($1) and not exists (select 1 from person p
                          where p.id = j.person_id and p.lease_until > $2::timestamptz
                            and j.state in ('received', 'waiting')) and""" + " " + DISCARDABLE, ids, clock.instant(), by));
    }
}

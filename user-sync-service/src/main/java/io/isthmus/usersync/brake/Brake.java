package io.isthmus.usersync.brake;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets suspensions and deletions through one by one, and stops doing so when there have been too many in the window. All
 * replicas count together: each asks under the lock of the source's row.
 */
public final class Brake {

    private static final Logger LOG = Logger.getLogger(Brake.class);

    private final Pool pool;
    private final Outbox outbox;
    private final BrakeLimit limit;
    private final Clock clock;

    public Brake(Pool pool, Outbox outbox, BrakeLimit limit, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.limit = limit;
        this.clock = clock;
    }

    /** A source's brake as stored. */
    private record State(@Nullable Instant engagedAt, Instant countedFrom) {

        static State of(Row row) {
            return new State(Sql.instant(row, "engaged_at"), Sql.time(row, "counted_from"));
        }
    }

    /**
     * Asks for leave to suspend or delete a person's account. Whoever has leave has it for the whole window, so that a
     * second try counts nothing.
     *
     * @param source whose account it is
     */
    public Uni<Boolean> allows(String source, long person) {
        Instant now = clock.instant();
        return pool.withTransaction(tx -> locked(tx, source, now).chain(state -> {
            Instant from = from(state, now);
            return mayAnyway(tx, source, person, from)
                    .chain(may -> may ? Uni.createFrom().item(true) : count(tx, source, person, state, from, now));
        }));
    }

    private Uni<State> locked(SqlConnection tx, String source, Instant now) {
        return Sql.run(
                        tx,
                        "insert into brake (source, counted_from) values ($1, $2) on conflict do nothing",
                        source,
                        now.minus(limit.window()))
                .chain(() -> Sql.list(
                        tx,
                        State::of,
                        "select engaged_at, counted_from from brake where source = $1 for update",
                        source))
                .map(states -> states.get(0));
    }

    private Instant from(State state, Instant now) {
        Instant window = now.minus(limit.window());
        return state.countedFrom().isAfter(window) ? state.countedFrom() : window;
    }

    /** By an operator's word, or because this person has been counted. */
    private static Uni<Boolean> mayAnyway(SqlConnection tx, String source, long person, Instant from) {
        return Sql.list(tx, row -> row, """
                        select 1 from brake_held where source = $1 and person_id = $2 and released_at >= $3::timestamptz
                        union all
                        select 1 from brake_count where source = $1 and person_id = $2 and at >= $3::timestamptz""", source, person, from).map(found -> !found.isEmpty());
    }

    private Uni<Boolean> count(SqlConnection tx, String source, long person, State state, Instant from, Instant now) {
        if (state.engagedAt() != null) {
            return Uni.createFrom().item(false);
        }
        return counted(tx, source, from)
                .chain(count -> count < limit.least()
                        ? let(tx, source, person, now)
                        : threshold(tx, source)
                                .chain(threshold -> count < threshold
                                        ? let(tx, source, person, now)
                                        : engage(tx, source, threshold, now).replaceWith(false)));
    }

    private static Uni<Long> counted(SqlConnection tx, String source, Instant from) {
        return Sql.list(
                        tx,
                        row -> row.getLong("done"),
                        "select count(*) as done from brake_count where source = $1 and at >= $2::timestamptz",
                        source,
                        from)
                .map(counts -> counts.get(0));
    }

    private Uni<Integer> threshold(SqlConnection tx, String source) {
        return Sql.list(tx, row -> row.getLong("linked"), """
                        select count(*) as linked from link
                        where (lms_source = $1 or cms_source = $1) and status <> 'unlinked'""", source).map(counts -> limit.threshold(counts.get(0)));
    }

    private static Uni<Boolean> let(SqlConnection tx, String source, long person, Instant now) {
        return Sql.run(tx, """
                        insert into brake_count (source, person_id, at) values ($1, $2, $3)
                        on conflict (source, person_id) do update set at = $3""", source, person, now).replaceWith(true);
    }

    private Uni<Void> engage(SqlConnection tx, String source, int threshold, Instant now) {
        LOG.errorf("brake on: source=%s threshold=%d window=%s", source, threshold, limit.window());
        return Sql.run(
                        tx,
                        "update brake set engaged_at = $2::timestamptz, threshold = $3 where source = $1",
                        source,
                        now,
                        threshold)
                .chain(() ->
                        outbox.add(tx, List.of(BrakeEvents.of(source, BrakeEvents.ON, 1, threshold, limit.window()))));
    }

    /** Writes down whom it holds; the entry has to be marked so in the same transaction. */
    public Uni<Void> hold(SqlConnection tx, Held held) {
        return Sql.run(
                        tx,
                        """
                        insert into brake_held (source, person_id, journal_id, cms_source, cms_uid, decision, held_at)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (source, person_id) do update set journal_id = $3, decision = $6, held_at = $7,
                          released_at = null""",
                        held.source(),
                        held.personId(),
                        held.journalId(),
                        held.cmsSource(),
                        held.cmsUid(),
                        held.decision(),
                        clock.instant())
                .replaceWithVoid();
    }

    /** @return those of them whom the brake holds, or has held and let go */
    public Uni<Set<Long>> heldOf(Collection<Long> persons) {
        return Sql.list(
                        pool,
                        row -> row.getLong("person_id"),
                        "select person_id from brake_held where person_id = any($1)",
                        (Object) persons.toArray(Long[]::new))
                .map(found -> found.stream().collect(Collectors.toSet()));
    }

    /** There is nothing to hold of this person any more. */
    public Uni<Void> clear(SqlConnection tx, long person) {
        return Sql.run(tx, "delete from brake_held where person_id = $1", person)
                .chain(() -> Sql.run(tx, """
                        update journal set state = 'superseded', reason = 'newer-entry', finished_at = $2::timestamptz
                        where person_id = $1 and state = 'held'""", person, clock.instant()))
                .replaceWithVoid();
    }
}

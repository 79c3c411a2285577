package io.isthmus.usersync.brake;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.JournalActs;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.PersonKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do about the brake: look, let go, or give up what it holds. */
public final class BrakeActs {

    private final Pool pool;
    private final Journal journal;
    private final JournalActs entries;
    private final Outbox outbox;
    private final BrakeLimit limit;
    private final Sources sources;
    private final Clock clock;

    public BrakeActs(
            Pool pool,
            Journal journal,
            JournalActs entries,
            Outbox outbox,
            BrakeLimit limit,
            Sources sources,
            Clock clock) {
        this.pool = pool;
        this.journal = journal;
        this.entries = entries;
        this.outbox = outbox;
        this.limit = limit;
        this.sources = sources;
        this.clock = clock;
    }

    /** A source's brake as it is. */
    public record Position(
            String source, @Nullable Instant engagedAt, int threshold, long held, long counted, Duration window) {}

    public Uni<List<Position>> positions() {
        return Sql.list(pool, this::position, """
                select b.source, b.engaged_at, b.threshold,
                  (select count(*) from brake_held h where h.source = b.source and h.released_at is null) as held,
                  (select count(*) from brake_count c
                     where c.source = b.source and c.at >= greatest($1::timestamptz, b.counted_from)) as counted
                from brake b order by b.source""", clock.instant().minus(limit.window()));
    }

    private Position position(Row row) {
        return new Position(
                row.getString("source"),
                Sql.instant(row, "engaged_at"),
                row.getInteger("threshold"),
                row.getLong("held"),
                row.getLong("counted"),
                limit.window());
    }

    /** @return how many are about to be processed; empty result for a source without a brake */
    public Uni<Integer> release(String source, String by) {
        return pool.withTransaction(tx -> off(tx, source)
                .chain(threshold -> held(tx, source)
                        .chain(held -> Sql.run(
                                        tx,
                                        "update brake_held set released_at = $2::timestamptz"
                                                + " where source = $1 and released_at is null",
                                        source,
                                        clock.instant())
                                .chain(() -> entries.release(tx, journalIds(held), by))
                                .chain(() -> tell(tx, source, BrakeEvents.RELEASED, held.size(), threshold))
                                .replaceWith(held.size()))));
    }

    /** Nobody of them is suspended or deleted before the owner's side changes again. */
    public Uni<Integer> discard(String source, String by) {
        Side side = sources.sideOf(source).orElse(Side.LMS);
        return pool.withTransaction(tx -> off(tx, source)
                .chain(threshold -> held(tx, source)
                        .chain(held -> Sql.run(
                                        tx, "delete from brake_held where source = $1 and released_at is null", source)
                                .chain(() -> journal.rechecks(
                                        tx, held.stream().map(Held::key).toList(), side))
                                .chain(() -> entries.giveUp(tx, journalIds(held), by))
                                .chain(() -> tell(tx, source, BrakeEvents.DISCARDED, held.size(), threshold))
                                .replaceWith(held.size()))));
    }

    private record Held(long journalId, PersonKey key) {

        static Held of(Row row) {
            return new Held(
                    row.getLong("journal_id"), new PersonKey(row.getString("cms_source"), row.getString("cms_uid")));
        }
    }

    private static Long[] journalIds(List<Held> held) {
        return held.stream().map(Held::journalId).toArray(Long[]::new);
    }

    private static Uni<List<Held>> held(SqlConnection tx, String source) {
        return Sql.list(tx, Held::of, """
                select journal_id, cms_source, cms_uid from brake_held
                where source = $1 and released_at is null order by person_id""", source);
    }

    /** @return the threshold that was reached */
    private Uni<Integer> off(SqlConnection tx, String source) {
        return Sql.list(tx, row -> row.getInteger("threshold"), """
                        update brake set engaged_at = null, counted_from = $2::timestamptz where source = $1
                        returning threshold""", source, clock.instant())
                .map(found -> found.isEmpty() ? 0 : found.get(0));
    }

    private Uni<Void> tell(SqlConnection tx, String source, String state, int held, int threshold) {
        return outbox.add(tx, List.of(BrakeEvents.of(source, state, held, threshold, limit.window())));
    }
}

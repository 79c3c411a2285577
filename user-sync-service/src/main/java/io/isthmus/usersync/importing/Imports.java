package io.isthmus.usersync.importing;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.http.Place;
import io.isthmus.usersync.importing.Import.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Imports as they are kept. */
@Singleton
class Imports {

    private static final String COLUMNS =
            "id, side, dry_run, state, position, looked_at, problem, created_at, started_at, finished_at";

    private final Pool pool;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Imports(Pool pool, Clock clock, Supplier<UUID> ids) {
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Begins one; the same key again begins nothing.
     *
     * @return the import that has the key
     */
    Uni<Import> begin(Side side, boolean dryRun, @Nullable String idempotencyKey) {
        return Sql.list(
                        pool,
                        Imports::read,
                        "insert into import (id, side, dry_run, state, idempotency_key, created_at)"
                                + " values ($1, $2, $3, 'scanning', $4, $5)"
                                + " on conflict (idempotency_key) do update set idempotency_key = $4 returning "
                                + COLUMNS,
                        ids.get(),
                        side.code(),
                        dryRun,
                        idempotencyKey,
                        clock.instant())
                .map(found -> found.get(0));
    }

    Uni<Optional<Import>> find(UUID id) {
        return Sql.list(pool, Imports::read, "select " + COLUMNS + " from import where id = $1", id)
                .map(found -> found.stream().findFirst());
    }

    /**
     * @param after where the page before ended; null for the first page
     * @return the newest first
     */
    Uni<List<Import>> list(@Nullable Place after, int limit) {
        return Sql.list(
                pool,
                Imports::read,
                "select " + COLUMNS + " from import"
                        + " where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)"
                        + " order by created_at desc, id desc limit $3",
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit);
    }

    /** @return those with work to do, the oldest first */
    Uni<List<Import>> open() {
        return Sql.list(
                pool,
                Imports::read,
                "select " + COLUMNS + " from import where state in ('scanning', 'running') order by created_at");
    }

    private static Import read(Row row) {
        return new Import(
                row.getUUID("id"),
                Side.of(row.getString("side")),
                row.getBoolean("dry_run"),
                State.of(row.getString("state")),
                row.getString("position"),
                row.getLong("looked_at"),
                row.getString("problem"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "finished_at"));
    }

    /** @return false if it was not in the first state any more */
    Uni<Boolean> move(SqlClient client, UUID id, State from, State to) {
        return Sql.run(client, """
                        update import set state = $3, problem = null,
                          started_at = case when $3 = 'running' then $4::timestamptz else started_at end,
                          finished_at = case when $3 in ('done', 'cancelled') then $4::timestamptz end
                        where id = $1 and state = $2""", id, from.code(), to.code(), clock.instant()).map(rows -> rows == 1);
    }

    /** @return false if it was not in that state any more */
    Uni<Boolean> move(UUID id, State from, State to) {
        return move(pool, id, from, to);
    }

    /** @return whether that is news */
    Uni<Boolean> problem(UUID id, String reason) {
        return Sql.run(pool, "update import set problem = $2 where id = $1 and problem is distinct from $2", id, reason)
                .map(rows -> rows == 1);
    }

    Uni<Progress> progress(UUID id) {
        return Sql.list(
                        pool,
                        row -> new Progress(
                                row.getLong("creates"),
                                row.getLong("links"),
                                row.getLong("conflicts"),
                                row.getLong("skips"),
                                row.getLong("queued"),
                                row.getLong("done"),
                                row.getLong("failed")),
                        """
                        select count(*) filter (where plan = 'create') as creates,
                          count(*) filter (where plan = 'link') as links,
                          count(*) filter (where plan = 'conflict') as conflicts,
                          count(*) filter (where plan = 'skip') as skips,
                          count(entry_id) as queued, count(outcome) as done,
                          count(*) filter (where outcome in ('conflict', 'dead', 'discarded')) as failed
                        from import_row where import_id = $1""",
                        id)
                .map(found -> found.get(0));
    }

    /**
     * @param after position of the last row of the page before; 0 for the first page
     * @param plan null for any
     * @param outcome null for any
     */
    Uni<List<ImportRow>> rows(UUID id, long after, @Nullable String plan, @Nullable String outcome, int limit) {
        return Sql.list(pool, Imports::row, """
                        select position, external_id, username, plan, reason, entry_id, outcome, outcome_reason
                        from import_row where import_id = $1 and position > $2
                          and ($3::text is null or plan = $3) and ($4::text is null or outcome = $4)
                        order by position limit $5""", id, after, plan, outcome, limit);
    }

    private static ImportRow row(Row row) {
        return new ImportRow(
                row.getLong("position"),
                row.getString("external_id"),
                row.getString("username"),
                row.getString("plan"),
                row.getString("reason"),
                row.getLong("entry_id"),
                row.getString("outcome"),
                row.getString("outcome_reason"));
    }
}

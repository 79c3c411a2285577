package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.http.Place;
import io.isthmus.usersync.reconcile.Reconciliation.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reconciliations as they are kept. */
@Singleton
class Reconciliations {

    private final Pool pool;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Reconciliations(Pool pool, Clock clock, Supplier<UUID> ids) {
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /** @return the reconciliation that has the key, begun now or before */
    Uni<Reconciliation> begin(boolean dryRun, @Nullable String idempotencyKey) {
        return Sql.list(pool, Reconciliations::read, """
                        insert into reconciliation (id, dry_run, state, idempotency_key, created_at)
                        values ($1, $2, 'comparing', $3, $4)
                        on conflict (idempotency_key) do update set idempotency_key = $3 returning *""", ids.get(), dryRun, idempotencyKey, clock.instant())
                .map(found -> found.get(0));
    }

    Uni<Optional<Reconciliation>> find(UUID id) {
        return Sql.list(pool, Reconciliations::read, "select * from reconciliation where id = $1", id)
                .map(found -> found.stream().findFirst());
    }

    /**
     * @param after where the page before ended; null for the first page
     * @return the newest first
     */
    Uni<List<Reconciliation>> list(@Nullable Place after, int limit) {
        return Sql.list(
                pool,
                Reconciliations::read,
                """
                select * from reconciliation
                where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)
                order by created_at desc, id desc limit $3""",
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit);
    }

    Uni<List<Reconciliation>> open() {
        return Sql.list(
                pool,
                Reconciliations::read,
                "select * from reconciliation where state in ('comparing', 'repairing') order by created_at");
    }

    /** Reports in which there is nothing to approve are done. */
    Uni<Void> endWithoutFindings() {
        return Sql.run(pool, """
                        update reconciliation set state = 'done', finished_at = $1::timestamptz
                        where state = 'ready' and not exists (
                          select 1 from reconciliation_row where reconciliation_id = reconciliation.id)""", clock.instant()).replaceWithVoid();
    }

    private static Reconciliation read(Row row) {
        return new Reconciliation(
                row.getUUID("id"),
                row.getBoolean("dry_run"),
                State.of(row.getString("state")),
                row.getString("position"),
                row.getLong("looked_at"),
                row.getString("witness"),
                Set.of(row.getArrayOfStrings("approved")),
                row.getString("problem"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Sql.instant(row, "finished_at"));
    }

    /** @return false if it was not in the first state any more */
    Uni<Boolean> move(SqlClient client, UUID id, State from, State to) {
        return Sql.run(client, """
                        update reconciliation set state = $3, problem = null,
                          finished_at = case when $3 in ('done', 'cancelled') then $4::timestamptz end
                        where id = $1 and state = $2""", id, from.code(), to.code(), clock.instant()).map(rows -> rows == 1);
    }

    Uni<Boolean> move(UUID id, State from, State to) {
        return move(pool, id, from, to);
    }

    /** @return false if the report is not there to be approved */
    Uni<Boolean> approve(SqlClient client, UUID id, State from, Collection<Finding> findings) {
        return Sql.run(
                        client,
                        """
                        update reconciliation set state = 'repairing', approved = $3, finished_at = null
                        where id = $1 and state = $2""",
                        id,
                        from.code(),
                        findings.stream().map(Finding::code).toArray(String[]::new))
                .map(rows -> rows == 1);
    }

    Uni<Boolean> approve(UUID id, Collection<Finding> findings) {
        return approve(pool, id, State.READY, findings);
    }

    /** @return whether that is news */
    Uni<Boolean> problem(UUID id, String reason) {
        return Sql.run(
                        pool,
                        "update reconciliation set problem = $2 where id = $1 and problem is distinct from $2",
                        id,
                        reason)
                .map(rows -> rows == 1);
    }

    Uni<Map<String, Long>> findings(UUID id) {
        return Sql.list(pool, row -> Map.entry(row.getString("finding"), row.getLong("many")), """
                        select finding, count(*) as many from reconciliation_row
                        where reconciliation_id = $1 group by finding""", id)
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * @param after position of the last row of the page before; 0 for the first page
     * @param finding null for any
     */
    Uni<List<ReconciliationRow>> rows(UUID id, long after, @Nullable String finding, int limit) {
        return Sql.list(
                pool,
                row -> new ReconciliationRow(
                        row.getLong("position"),
                        row.getString("cms_uid"),
                        row.getString("lms_user_id"),
                        row.getString("finding"),
                        List.of(row.getArrayOfStrings("fields")),
                        row.getString("reason"),
                        row.getLong("entry_id"),
                        row.getString("outcome_now"),
                        row.getString("reason_now")),
                """
                select r.*, coalesce(released.state, r.outcome) as outcome_now,
                  case when released.id is null then r.outcome_reason else released.reason end as reason_now
                from reconciliation_row r left join journal released
                  on r.outcome = 'held' and released.id = r.entry_id and released.state not in ('received', 'waiting')
                where r.reconciliation_id = $1 and r.position > $2 and ($3::text is null or r.finding = $3)
                order by r.position limit $4""",
                id,
                after,
                finding,
                limit);
    }
}

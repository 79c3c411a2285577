package io.isthmus.usersync.scan;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.scan.Seen.Place;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checkpoints, and what was seen lately. */
@Singleton
class Scans {

    private final Pool pool;
    private final Clock clock;

    Scans(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** The first scan begins now: what was there before is for an import. */
    Uni<Scan> current(SqlConnection tx, Side side) {
        Instant now = clock.instant();
        return Sql.run(
                        tx,
                        "insert into scan (side, mark, updated_at) values ($1, $2, $3) on conflict do nothing",
                        side.code(),
                        now.getEpochSecond(),
                        now)
                .chain(() -> Sql.list(tx, Scans::read, "select * from scan where side = $1", side.code()))
                .map(found -> found.get(0));
    }

    private static Scan read(Row row) {
        Long changed = row.getLong("pass_changed");
        Long began = row.getLong("pass_began");
        return new Scan(
                Side.of(row.getString("side")),
                row.getLong("mark"),
                began == null ? 0 : began,
                changed == null ? null : new Place(changed, row.getString("pass_id")));
    }

    /** @param place null when the pass is at its end */
    Uni<Void> save(SqlConnection tx, Scan scan, long mark, long began, @Nullable Place place) {
        return Sql.run(
                        tx,
                        """
                        update scan set mark = $2, pass_began = $3, pass_changed = $4, pass_id = $5, problem = null,
                          updated_at = $6 where side = $1""",
                        scan.side().code(),
                        mark,
                        place == null ? null : began,
                        place == null ? null : place.changed(),
                        place == null ? null : place.id(),
                        clock.instant())
                .replaceWithVoid();
    }

    /** @return whether that is news */
    Uni<Boolean> problem(Side side, String reason) {
        return Sql.run(
                        pool,
                        "update scan set problem = $2, updated_at = $3 where side = $1 and problem is distinct from $2",
                        side.code(),
                        reason,
                        clock.instant())
                .map(rows -> rows == 1);
    }

    /**
     * Remembers what these are like.
     *
     * @param contents by id
     * @return ids of those that were not just so when they were last seen
     */
    Uni<List<String>> news(SqlConnection tx, Side side, Map<String, String> contents) {
        return Sql.list(
                tx,
                row -> row.getString("external_id"),
                """
                insert into scan_seen as s (side, external_id, content, seen_at)
                select $1, id, content, $4 from unnest($2::text[], $3::text[]) as seen (id, content)
                order by id on conflict (side, external_id) do update set content = excluded.content,
                  seen_at = excluded.seen_at where s.content <> excluded.content
                returning external_id""",
                side.code(),
                contents.keySet().toArray(String[]::new),
                contents.keySet().stream()
                        .map(id -> Objects.requireNonNull(contents.get(id)))
                        .toArray(String[]::new),
                clock.instant().getEpochSecond());
    }

    /** What is older is not read again. */
    Uni<Void> forget(SqlConnection tx, Side side, Duration age) {
        return Sql.run(
                        tx,
                        "delete from scan_seen where side = $1 and seen_at < $2",
                        side.code(),
                        clock.instant().minus(age).getEpochSecond())
                .replaceWithVoid();
    }

    Uni<List<ScanView>> list() {
        return Sql.list(
                pool,
                row -> new ScanView(
                        row.getString("side"),
                        Instant.ofEpochSecond(row.getLong("mark")),
                        row.getLong("pass_changed") != null,
                        row.getString("problem"),
                        Objects.requireNonNull(Sql.instant(row, "updated_at"))),
                "select * from scan order by side");
    }
}

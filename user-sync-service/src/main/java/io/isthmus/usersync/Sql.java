package io.isthmus.usersync;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shortens the native statements of the hot paths. Times are parameters: the database's own clock is never asked. */
public final class Sql {

    private Sql() {}

    /** A transaction that hands on the pipeline's context, which the pool's own does not. */
    public static <T> Uni<T> transaction(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .context(outer -> pool.withTransaction(tx -> Uni.createFrom().context(inner -> {
                    outer.keys().forEach(key -> inner.put(key, outer.get(key)));
                    return work.apply(tx);
                })));
    }

    /** @return how many rows were touched */
    public static Uni<Integer> run(SqlClient client, String sql, @Nullable Object... parameters) {
        return rows(client, sql, parameters).map(RowSet::rowCount);
    }

    public static <T> Uni<List<T>> list(
            SqlClient client, Function<Row, T> mapper, String sql, @Nullable Object... parameters) {
        return rows(client, sql, parameters).map(rows -> {
            var list = new ArrayList<T>(rows.size());
            rows.forEach(row -> list.add(mapper.apply(row)));
            return list;
        });
    }

    private static Uni<RowSet<Row>> rows(SqlClient client, String sql, @Nullable Object... parameters) {
        return client.preparedQuery(sql).execute(tuple(parameters));
    }

    private static Tuple tuple(@Nullable Object... parameters) {
        Object[] values = Arrays.stream(parameters).map(Sql::value).toArray();
        return Tuple.newInstance(io.vertx.sqlclient.Tuple.from(values));
    }

    private static @Nullable Object value(@Nullable Object parameter) {
        return parameter instanceof Instant instant ? time(instant) : parameter;
    }

    public static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** @return what may stand in a log: PostgreSQL's messages quote values, its states do not */
    public static String reason(Throwable failure) {
        return failure instanceof PgException refusal
                ? "sqlstate-" + refusal.getSqlState()
                : failure.getClass().getSimpleName();
    }

    /** @return of a column that is never null */
    public static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** @return null where the column is null */
    public static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}

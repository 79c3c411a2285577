package io.isthmus.usersync;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Work that one replica at a time does. The lock is the transaction's: whoever dies lets go of it. */
public final class Exclusive {

    private Exclusive() {}

    /**
     * @param name of the work
     * @return empty if somebody else is at it
     */
    public static <T> Uni<Optional<T>> run(Pool pool, String name, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> Sql.list(
                        tx,
                        row -> row.getBoolean("mine"),
                        "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine",
                        name)
                .chain(mine -> mine.equals(List.of(true))
                        ? work.apply(tx).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty())));
    }
}

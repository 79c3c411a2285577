package io.isthmus.usersync;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Work that one replica at a time does. The lock is the transaction's: whoever dies lets go of it, and whoever is paused
 * loses it.
 */
public final class Exclusive {

    /** The work may ask other systems in between, and so be silent for longer than transactions otherwise may. */
    private static final String SILENCE = "60s";

    private Exclusive() {}

    /**
     * @param name of the work
     * @return empty if somebody else is at it
     */
    public static <T> Uni<Optional<T>> run(Pool pool, String name, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(tx -> Sql.list(tx, row -> row.getBoolean("mine"), """
                        select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine,
                          set_config('idle_in_transaction_session_timeout', $2, true)""", name, SILENCE)
                .chain(mine -> mine.equals(List.of(true))
                        ? work.apply(tx).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty())));
    }
}

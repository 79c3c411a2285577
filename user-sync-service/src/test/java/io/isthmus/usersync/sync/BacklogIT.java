package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many people wait, and much is done: PostgreSQL chooses how it finds one person's entries, and may choose badly. */
class BacklogIT {

    private static final int PEOPLE = 10_000;
    private static final int DONE_OF_EACH = 10;
    private static final int AT_ONCE = 50;

    /** An index entry and a row when claimed, when read and when given back, and some that were claimed before. */
    private static final int ROWS_OF_EACH = 20;

    /** More than PostgreSQL plans anew for. */
    private static final int TURNS = 8;

    private final Clock clock = Clock.systemUTC();
    private final Pool pool = PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1))
            .connectingTo(PgConnectOptions.fromUri(ModelDatabase.url("backlog")).setCachePreparedStatements(true))
            .using(ModelDatabase.VERTX)
            .build();
    private final Persons persons = new Persons(pool, clock, Duration.ofMinutes(1));
    private final Journal journal =
            Journals.of(pool, persons, new Outbox(clock, UUID::randomUUID), Situations.SOURCES, clock);

    @BeforeEach
    void fill() {
        run("truncate person, person_key, journal cascade");
        run(
                "insert into person (id, created_at, next_at) select id, now(), now() - interval '1 hour' from generate_series(1, $1::int) id",
                PEOPLE);
        run("""
                insert into journal (received_at, channel, headers, person_id, state, finished_at)
                select now(), 'test', '{}', id, 'applied', now() from person, generate_series(1, $1::int)""", DONE_OF_EACH);
        run("""
                insert into journal (received_at, channel, headers, person_id, state)
                select now(), 'test', '{}', id, 'received' from person""");
        run("analyze");
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @Test
    void aTurnReadsNobodyElsesEntries() {
        for (int turn = 0; turn < TURNS; turn++) {
            long before = rowsRead();

            List<Lease> leases = persons.leases().claim(AT_ONCE).await().indefinitely();
            List<Long> people = leases.stream().map(Lease::personId).toList();
            journal.open(people).await().indefinitely();
            pool.withTransaction(tx -> persons.leases().finishAll(tx, leases))
                    .await()
                    .indefinitely();

            assertThat(leases).hasSize(AT_ONCE);
            assertThat(rowsRead() - before).as("turn %d", turn).isLessThan(AT_ONCE * ROWS_OF_EACH);
        }
    }

    /** Of tables and indexes; one connection does all, so nothing is counted late. */
    private long rowsRead() {
        run("select pg_stat_force_next_flush()");
        return Sql.list(pool, row -> row.getLong("rows"), """
                        select (select sum(seq_tup_read) from pg_stat_user_tables where relname in ('journal', 'person'))::bigint
                          + (select sum(idx_tup_read) from pg_stat_user_indexes where relname in ('journal', 'person'))::bigint
                          as rows""")
                .await()
                .indefinitely()
                .get(0);
    }

    private void run(String sql, Object... parameters) {
        Sql.run(pool, sql, parameters).await().indefinitely();
    }
}

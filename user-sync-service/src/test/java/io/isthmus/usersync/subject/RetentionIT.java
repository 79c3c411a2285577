package io.isthmus.usersync.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Secret;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetentionIT {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String DATABASE = "retention";

    private static PostgresServer postgres;
    private static Vertx vertx;
    private static Pool pool;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start().withDatabase(DATABASE);
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(DATABASE), PostgresServer.USER, PostgresServer.PASSWORD)
                .load()
                .migrate();
        vertx = Vertx.vertx();
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(
                        postgres.reactiveUrl(DATABASE).replace("postgresql://", "postgresql://postgres:postgres@")))
                .using(vertx)
                .build();
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        postgres.close();
    }

    private static final class Days implements PrivacyConfig {
        @Override
        public Secret key() {
            return Secret.of("a-key");
        }

        @Override
        public Duration payloads() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration undecidedPayloads() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration seenEvents() {
            return Duration.ofDays(14);
        }
    }

    private static Retention retention() {
        return new Retention(pool, new Days(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void entries(String state, int count, int days) {
        Sql.run(pool, """
                        insert into journal (received_at, channel, headers, raw, state, finished_at)
                        select $3::timestamptz, 'test', '{"a":"b"}', 'x', $1, case when $1 <> 'waiting' then $3::timestamptz end
                        from generate_series(1, $2)""", state, count, NOW.minus(Duration.ofDays(days)))
                .await()
                .indefinitely();
    }

    private static List<String> kept() {
        return Sql.list(
                        pool,
                        row -> row.getString("state"),
                        "select state from journal where raw is not null and headers <> '{}' order by id")
                .await()
                .indefinitely();
    }

    @Test
    void dropsPayloadsWhoseTimeIsOver() {
        entries("applied", 2500, 31);
        entries("applied", 1, 29);
        entries("conflict", 1, 31);
        entries("dead", 1, 91);
        entries("waiting", 1, 100);

        int dropped = retention().drop().await().indefinitely();

        assertThat(dropped).isEqualTo(2501);
        assertThat(kept()).containsExactly("applied", "conflict", "waiting");
    }

    /** As the schedule has it. */
    @Test
    void forgetsEventsThatCannotComeAgain() {
        known(12_345, 15);
        known(2, 13);
        seenByTheVersionBefore(6_000, 15);

        retention().run().await().indefinitely();

        assertThat(count("select count(*) from journal_known")).isEqualTo(2);
        assertThat(count("select count(*) from journal_seen")).isZero();
    }

    private static long count(String sql) {
        return Sql.list(pool, row -> row.getLong(0), sql).await().indefinitely().get(0);
    }

    private static void known(int count, int days) {
        Sql.run(pool, """
                        insert into journal_known (event, received_at)
                        select gen_random_uuid(), $2::timestamptz from generate_series(1, $1)""", count, NOW.minus(Duration.ofDays(days))).await().indefinitely();
    }

    private static void seenByTheVersionBefore(int count, int days) {
        Sql.run(pool, """
                        insert into journal_seen (source, event_id, received_at)
                        select 'cms', n::text, $2::timestamptz from generate_series(1, $1) n""", count, NOW.minus(Duration.ofDays(days))).await().indefinitely();
    }
}

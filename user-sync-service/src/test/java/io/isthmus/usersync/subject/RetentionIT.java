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

    @Test
    void forgetsEventsThatCannotComeAgain() {
        seen("old", 12_345, 15);
        seen("new", 2, 13);

        int forgotten = retention().forget().await().indefinitely();

        assertThat(forgotten).isEqualTo(12_345);
        assertThat(Sql.list(pool, row -> row.getString("source"), "select source from journal_seen")
                        .await()
                        .indefinitely())
                .containsExactly("new", "new");
    }

    private static void seen(String source, int count, int days) {
        Sql.run(pool, """
                        insert into journal_seen (source, event_id, received_at)
                        select $1, n::text, $3::timestamptz from generate_series(1, $2) n""", source, count, NOW.minus(Duration.ofDays(days)))
                .await()
                .indefinitely();
    }
}

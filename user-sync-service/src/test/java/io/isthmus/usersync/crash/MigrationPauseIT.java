package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Others while somebody migrates: one who falls silent with Flyway's lock, and one who reads what is to be changed. */
class MigrationPauseIT {

    private static final String DATABASE = "user_sync";
    private static final String BUSY = "user_sync_busy";
    private static final String BEFORE = "61";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start().withDatabase(DATABASE).withDatabase(BUSY);
        flyway("10min", BEFORE).migrate();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** @param silence how long the connection with the lock may be silent */
    private static Flyway flyway(String silence, String target, Callback... callbacks) {
        return flyway(DATABASE, silence, target, callbacks);
    }

    private static Flyway flyway(String database, String silence, String target, Callback... callbacks) {
        return Flyway.configure()
                .dataSource(postgres.jdbcUrl(database), PostgresServer.USER, PostgresServer.PASSWORD)
                .initSql("set idle_in_transaction_session_timeout = '" + silence + "'")
                .target(target)
                .callbacks(callbacks)
                .load();
    }

    /** Stops after the first migration's statements, before their commit. */
    private static final class Pause implements Callback {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicReference<String> limit = new AtomicReference<>();

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            try (Statement statement = context.getConnection().createStatement();
                    ResultSet shown = statement.executeQuery("show idle_in_transaction_session_timeout")) {
                shown.next();
                limit.set(shown.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            reached.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public String getCallbackName() {
            return "pause";
        }
    }

    @Test
    void whoHasReadTheJournalMayStillWriteToItWhileItsIndexesChange() throws Exception {
        flyway(BUSY, "10min", "62").migrate();
        try (Connection reader = connect()) {
            reader.setAutoCommit(false);
            run(reader, "select count(*) from journal");

            CompletableFuture<?> migration = CompletableFuture.supplyAsync(
                    () -> flyway(BUSY, "10min", "64").migrate());
            Await.until("the migration waits for the reader", MigrationPauseIT::somebodyWaits);
            run(reader, "update journal set attempts = attempts where false");
            reader.commit();

            migration.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(flyway(BUSY, "10min", "64").info().pending()).isEmpty();
    }

    private static boolean somebodyWaits() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "select exists (select 1 from pg_locks where relation = 'journal'::regclass and not granted)")) {
            waiting.next();
            return waiting.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(BUSY), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void anotherMigratesWhenTheDatabaseHasEndedWhatAPausedOneHolds() throws Exception {
        var pause = new Pause();
        CompletableFuture<?> paused = CompletableFuture.supplyAsync(
                () -> flyway("2s", "latest", pause).migrate());
        assertThat(pause.reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(pause.limit.get())
                .as("of the connection that holds the migration's own locks")
                .isEqualTo("10s");

        int done = flyway("10min", "latest").migrate().migrationsExecuted;

        pause.over.countDown();
        assertThatThrownBy(() -> paused.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("what the paused one did is undone, and it says so")
                .hasRootCauseInstanceOf(SQLException.class)
                .cause()
                .isInstanceOf(FlywayException.class);
        assertThat(done).isPositive();
        assertThat(Arrays.stream(flyway("10min", "latest").info().applied())
                        .map(migration -> migration.getVersion().getVersion()))
                .doesNotHaveDuplicates()
                .contains("62");
        assertThat(flyway("10min", "latest").validateWithResult().validationSuccessful)
                .isTrue();
    }
}

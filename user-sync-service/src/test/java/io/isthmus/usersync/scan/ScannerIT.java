package io.isthmus.usersync.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.LmsChanges;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.model.Fates;
import io.isthmus.usersync.moodle.FakeMoodle;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.sync.Readings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scanner on a real database, between a Moodle in memory and a report that fails when it is told to. */
class ScannerIT {

    private static final Sources SOURCES = new Sources("cms", "lms", "cms:", Set.of("2"), Set.of("cms2:"));
    private static final String DATABASE = "scanner";

    private static PostgresServer postgres;
    private static Vertx vertx;
    private static Pool pool;

    private final Clock clock = Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC);
    private final FakeMoodle moodle = new FakeMoodle(new Fates(1, 0), (source, id, deleted) -> {});
    private final FakeDrupal drupal = new FakeDrupal(new Fates(1, 0), (source, id, deleted) -> {});
    private final List<Integer> pages = new ArrayList<>();
    private final List<Instant> since = new ArrayList<>();
    private final Set<Integer> failing = new HashSet<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private List<List<String>> report = List.of();

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

    @BeforeEach
    void empty() {
        for (String table : List.of("scan", "scan_seen", "journal", "journal_known")) {
            Sql.run(pool, "delete from " + table).await().indefinitely();
        }
    }

    private Scanner scanner() {
        var outbox = new Outbox(clock, UUID::randomUUID);
        var persons = new Persons(pool, clock, Duration.ofSeconds(10));
        var scans = new Scans(pool, clock);
        ScanConfig config = new Every();
        LmsChanges changes = (from, page) -> {
            pages.add(page);
            since.add(from);
            if (failing.contains(page)) {
                return Uni.createFrom().failure(new RemoteFault(Kind.RETRYABLE, "lms-down"));
            }
            return Uni.createFrom().item(page < report.size() ? report.get(page) : List.of());
        };
        return new Scanner(
                pool,
                scans,
                new ChangesOf(
                        drupal.accounts(),
                        moodle.accounts(() -> Uni.createFrom().item(List.of())),
                        changes,
                        Readings.of(pool, SOURCES),
                        scans,
                        config),
                Journals.of(pool, persons, outbox, SOURCES, clock),
                () -> {},
                SOURCES,
                config,
                clock,
                meters);
    }

    private static final class Every implements ScanConfig {
        @Override
        public boolean cms() {
            return true;
        }

        @Override
        public boolean lms() {
            return true;
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration overlap() {
            return Duration.ofSeconds(60);
        }
    }

    private ScanResult pass() {
        return scanner().pass(Side.LMS).await().indefinitely().orElseThrow();
    }

    private long mark() {
        return Sql.list(pool, row -> row.getLong("mark"), "select mark from scan")
                .await()
                .indefinitely()
                .get(0);
    }

    private List<String> journaled() {
        return Sql.list(
                        pool,
                        row -> row.getString("id"),
                        "select convert_from(raw, 'utf8')::json -> 'data' ->> 'id' as id from journal"
                                + " where channel = 'scan' order by journal.id")
                .await()
                .indefinitely();
    }

    @Test
    void goesOnWhereAFailureBrokeItOff() {
        report = List.of(List.of("10", "9"), List.of("8", "7"), List.of("6"));
        failing.add(1);

        assertThatThrownBy(this::pass).isInstanceOf(RemoteFault.class);
        assertThat(journaled()).containsExactlyInAnyOrder("9", "10");
        failing.clear();
        pages.clear();
        ScanResult rest = pass();

        assertThat(pages).containsExactly(1, 2, 3);
        assertThat(rest).isEqualTo(new ScanResult(3, 3, 0));
        assertThat(journaled()).containsExactlyInAnyOrder("10", "9", "8", "7", "6");
    }

    @Test
    void makesNoNewsOfWhatItReadsAgain() {
        report = List.of(List.of("10", "9"));
        pass();

        assertThat(pass()).isEqualTo(new ScanResult(2, 0, 0));
        assertThat(journaled()).hasSize(2);
        assertThat(since).allMatch(clock.instant().minusSeconds(60)::equals);
    }

    @Test
    void staysWhereItIsWhenNothingComesBack() {
        pass();
        Sql.run(pool, "update scan set mark = 1000").await().indefinitely();

        assertThat(pass()).isEqualTo(new ScanResult(0, 0, 0));
        assertThat(mark()).isEqualTo(1000);
        report = List.of(List.of("10"));
        pass();
        assertThat(mark()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(since).contains(Instant.ofEpochSecond(940));
    }

    @Test
    void leavesUsersOfAnotherCmsAloneButOneWhoseAccountIsLinkedHere() {
        moodle.add("30", "cms2:7", "zoe", "zoe@example.org");
        moodle.add("31", "", "new", "new@example.org");
        moodle.add("32", "cms2:8", "given", "given@example.org");
        linked("32");
        report = List.of(List.of("32", "31", "30"));

        assertThat(pass()).isEqualTo(new ScanResult(3, 2, 1));

        assertThat(journaled()).containsExactlyInAnyOrder("31", "32");
        assertThat(meters.get("isthmus.scan.accounts")
                        .tags("side", "lms", "outcome", "of-another-cms")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static void linked(String account) {
        List.of(
                        "insert into person (id, created_at) values (1000000, now())",
                        "insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, status, version,"
                                + " created_at, updated_at)"
                                + " values ('cms', 'a', 'lms', 1000000, '" + account + "', 'linked', 1, now(), now())",
                        "insert into shadow (cms_source, cms_uid, lms_source, side, fields, read_at)"
                                + " values ('cms', 'a', 'lms', 'lms', '{}', now())")
                .forEach(sql -> Sql.run(pool, sql).await().indefinitely());
    }
}

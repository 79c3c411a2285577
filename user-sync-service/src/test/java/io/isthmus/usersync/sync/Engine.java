package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.brake.Brake;
import io.isthmus.usersync.brake.BrakeActs;
import io.isthmus.usersync.brake.BrakeLimit;
import io.isthmus.usersync.conflict.Conflicts;
import io.isthmus.usersync.drupal.FakeDrupal;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.link.LinkStores;
import io.isthmus.usersync.link.Linking;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.moodle.FakeMoodle;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.sync.Policy.Deprovision;
import io.isthmus.usersync.trace.Traces;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A replica of the real engine, on a real PostgreSQL, between two sides in memory. */
final class Engine implements AutoCloseable {

    private static final Sources SOURCES = new Sources("cms", "lms", "cms:", Set.of("2"));
    private static final Duration LEASE = Duration.ofMillis(300);
    private static final FieldPolicy LMS_OWNS = new FieldPolicy(Side.LMS, FieldPolicy.Apply.ALWAYS);
    private static final int WORKERS = 5;
    private static final int POLL_MILLIS = 30;

    private final Pool pool;
    private final WorkLoop loop;
    private final Journal journal;
    private final BrakeActs brakeActs;
    private final Linking linking;
    private final Vertx vertx;
    private final long timer;

    Engine(Vertx vertx, String databaseUrl, FakeDrupal drupal, FakeMoodle moodle, long seed) {
        this(vertx, databaseUrl, drupal, moodle, seed, UnaryOperator.identity());
    }

    /** @param decided what this installation has decided otherwise */
    Engine(
            Vertx vertx,
            String databaseUrl,
            FakeDrupal drupal,
            FakeMoodle moodle,
            long seed,
            UnaryOperator<Policy> decided) {
        this.vertx = vertx;
        Clock clock = Clock.systemUTC();
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(WORKERS))
                .connectingTo(PgConnectOptions.fromUri(databaseUrl)
                        .setCachePreparedStatements(true)
                        .addProperty("synchronous_commit", "off"))
                .using(vertx)
                .build();
        var outbox = new Outbox(clock, UUID::randomUUID);
        var persons = new Persons(pool, clock, LEASE);
        Links links = LinkStores.of(pool, outbox, SOURCES, clock);
        journal = Journals.of(pool, persons, outbox, SOURCES, clock);
        CmsAccounts cms = drupal.accounts();
        var lms = moodle.accounts(links::fewAccounts);
        Policy policy = decided.apply(new Policy(
                SOURCES,
                Map.of(Field.COUNTRY, LMS_OWNS, Field.CUSTOM + "hobby", LMS_OWNS),
                false,
                false,
                true,
                Deprovision.SUSPEND,
                "isthmus",
                cms.rules(),
                lms.rules()));
        linking = LinkStores.linking(pool, persons, links, journal, cms, lms, SOURCES);
        var names = new UniqueNames(pool, cms, lms, links, SOURCES, clock);
        var limit = new BrakeLimit(5, 20, 500, Duration.ofMinutes(10));
        var brake = new Brake(pool, outbox, limit, clock);
        brakeActs = new BrakeActs(
                pool, journal, Journals.acts(pool, persons, SOURCES, clock, 1024), outbox, limit, SOURCES, clock);
        var conflicts = new Conflicts(pool, clock);
        var recorder = new Recorder(pool, persons, journal, links, outbox, brake, conflicts, policy, clock);
        var random = new Random(seed);
        var synchroniser = new Synchroniser(
                new Reader(cms, lms, links, names, policy),
                new Actor(cms, lms, names, persons, policy, clock, Duration.ofMillis(800)),
                recorder,
                brake,
                policy,
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(200), 0.5, random::nextDouble),
                Traces.OFF,
                clock,
                decision -> {});
        loop = new WorkLoop(
                persons,
                journal,
                links,
                recorder.shadows(),
                brake,
                conflicts,
                synchroniser,
                () -> {},
                SOURCES,
                WORKERS);
        timer = vertx.setPeriodic(POLL_MILLIS, id -> loop.nudge());
    }

    BrakeActs brakeActs() {
        return brakeActs;
    }

    /** @return false if there is no link, or the person is not to be had */
    boolean unlink(String cmsUid) {
        return LinkStores.unlink(linking, cmsUid)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    /** Forgets everything that was stored. */
    void empty() {
        Sql.run(
                        pool,
                        "truncate person, person_key, journal, journal_known, link, shadow, outbox, creation_lock,"
                                + " unique_name, brake, brake_count, brake_held, conflict")
                .await()
                .indefinitely();
    }

    Journal journal() {
        return journal;
    }

    Pool pool() {
        return pool;
    }

    boolean isIdle() {
        return loop.running() == 0;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        loop.stop();
        while (loop.running() > 0) {
            Thread.onSpinWait();
        }
        pool.closeAndAwait();
    }
}

package io.isthmus.bench.usersync;

import io.isthmus.bench.Arguments;
import io.isthmus.bench.Suite;
import io.isthmus.bench.load.Contender;
import io.isthmus.bench.load.Rounds;
import io.isthmus.bench.load.Sample;
import io.isthmus.bench.report.Figure;
import io.isthmus.bench.report.Report;
import io.isthmus.bench.stack.CpuTimes;
import io.isthmus.bench.stack.Database;
import io.isthmus.bench.stack.Issuer;
import io.isthmus.bench.stack.ServiceProcess;
import io.isthmus.bench.stack.Surroundings;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** user-sync-service: into the journal, out of it to the LMS, and both with many links. */
public final class UserSyncSuite implements Suite {

    private static final int MESSAGES = 40_000;
    private static final int CHANGED = 2_000;
    private static final int BATCH = 50;
    private static final int PARALLEL = 8;

    /** People: while some are in a call, others are read at the CMS, decided about or recorded. */
    private static final int IN_WORK = 2 * BATCH * PARALLEL;

    /** The service's CPU time for a person halves in the first ten thousand. */
    private static final int WARM_UPS = 4;

    /** Its CPU time for a change goes on falling for the first quarter of a million. */
    private static final int INTAKE_WARM_UPS = 6;

    private static final Duration LMS_DELAY = Duration.ofMillis(50);
    private static final Duration KNOCK = Duration.ofSeconds(2);
    private static final double FLAT = 0.80;
    private static final double FLAT_HEAP = 1.25;
    private static final String INTAKE = "journal intake";
    private static final String REMOTE = "journal to LMS";
    private static final String TABLES = "raw intake, journal's tables";
    private static final String CONSUME = "raw consume";
    private static final String UPSERT = "raw upsert";
    private static final String ENTER = "raw insert, journal's tables";
    private static final String BOUND = "bound of the calls";

    private final Arguments arguments;
    private final Rounds rounds = new Rounds();
    private final List<Figure> figures = new ArrayList<>(List.of(
            Figure.atLeast(
                    0.50, "journal intake, of raw consume and raw upsert one after the other", INTAKE, "raw intake"),
            Figure.atLeast(
                    0.60,
                    "journal intake, of raw consume and a plain insert into copies of the journal's tables",
                    INTAKE,
                    TABLES),
            Figure.atLeast(0.60, "journal to LMS, of what its calls allow", REMOTE, BOUND)));
    private final Map<String, List<Sample>> samples = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private final List<String> notes = new ArrayList<>(List.of(
            "raw intake: 1 / (1 / raw consume + 1 / raw upsert) of the same round; raw upsert: one connection, 500 rows by"
                    + " unnest in a transaction, one table with a key; PostgreSQL with fsync and synchronous_commit on",
            TABLES + ": the same with " + ENTER
                    + ": by the same client into copies of journal and journal_known with all"
                    + " their indexes, filled as long as the journal is; persons are known and nobody is woken",
            "journal intake: " + MESSAGES
                    + " changes of 2,000 people, from the first poll to the last commit; the service"
                    + " is stopped (SIGSTOP) while they are published, its CMS hangs so that nothing else goes on",
            "journal to LMS: " + People.COUNT
                    + " linked people change at the CMS; each is read at the CMS, read at the LMS,"
                    + " updated there, read back; until the last entry has come to its end"));
    private double passes;
    private CpuTimes used = CpuTimes.NONE;
    private int city;

    public UserSyncSuite(Arguments arguments) {
        this.arguments = arguments;
    }

    @Override
    public Report run() throws Exception {
        try (var surroundings = new Surroundings()) {
            KafkaServer kafka = surroundings.keep(KafkaServer.start()).withTopics(Topics.all());
            PostgresServer postgres = surroundings
                    .keep(PostgresServer.start())
                    .withDatabase("intake")
                    .withDatabase("remote");
            Issuer issuer = surroundings.keep(Issuer.start());
            People people = surroundings.keep(new People());
            Changes changes = surroundings.keep(new Changes(kafka.bootstrapServers()));
            var environment = new HashMap<String, String>(Map.of(
                    "ISTHMUS_ISSUER", issuer.url().toString(),
                    "ISTHMUS_LMS_URL", people.lms().url().toString(),
                    "ISTHMUS_LMS_TOKEN", LmsOptions.LOCAL_TOKEN,
                    "ISTHMUS_LMS_MAX_BATCH", String.valueOf(BATCH),
                    "ISTHMUS_LMS_PARALLEL", String.valueOf(PARALLEL),
                    "ISTHMUS_CMS_USER", "isthmus",
                    "ISTHMUS_CMS_PASSWORD", "isthmus-local-connector",
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
            if (wants(INTAKE)) {
                intake(surroundings, environment, postgres, changes);
            }
            if (wants(REMOTE)) {
                remote(surroundings, environment, postgres, changes, people);
            }
        }
        samples.putAll(rounds.samples());
        return new Report(figures, samples, units, notes);
    }

    private boolean wants(String part) {
        return arguments.only().map(part::contains).orElse(true);
    }

    private void intake(Surroundings surroundings, Map<String, String> common, PostgresServer postgres, Changes changes)
            throws Exception {
        var environment = new HashMap<>(common);
        BlackHole cms = surroundings.keep(new BlackHole());
        environment.put("ISTHMUS_CMS_URL", cms.url().toString());
        environment.put("ISTHMUS_SYNC_WORKERS", "1");
        environment.putAll(Database.environment(postgres, "intake"));
        try (ServiceProcess service = ServiceProcess.start(
                        arguments, "user-sync-intake", "user-sync-service", "512m", environment, "/q/health/live");
                var journal = new JournalTable(postgres, "intake")) {
            listening(journal, changes);
            journal.copyJournal();
            rounds.run(
                    List.of(
                            new Contender(INTAKE, () -> takeIn(service, journal, changes)),
                            new Contender(CONSUME, () -> Sample.ofRate(changes.consume(MESSAGES))),
                            new Contender(UPSERT, () -> Sample.ofRate(journal.upsert(MESSAGES))),
                            new Contender(ENTER, () -> Sample.ofRate(journal.enter(MESSAGES, CHANGED)))),
                    INTAKE_WARM_UPS,
                    arguments.rounds());
        }
        notes.add("CPU time for each change in the last round of the intake: " + used.describe(MESSAGES));
        samples.put("raw intake", oneAfterTheOther(CONSUME, UPSERT));
        samples.put(TABLES, oneAfterTheOther(CONSUME, ENTER));
    }

    private List<Sample> oneAfterTheOther(String first, String second) {
        List<Sample> firsts = rounds.samples().getOrDefault(first, List.of());
        List<Sample> seconds = rounds.samples().getOrDefault(second, List.of());
        return IntStream.range(0, firsts.size())
                .mapToObj(i -> Sample.ofRate(
                        1 / (1 / firsts.get(i).rate() + 1 / seconds.get(i).rate())))
                .toList();
    }

    /** Knocks until a change arrives: only then the service has its partitions. */
    private static void listening(JournalTable journal, Changes changes) throws Exception {
        long before = journal.entries();
        while (journal.entries() == before) {
            changes.publish(1, People.FIRST_UID, 1);
            Thread.sleep(KNOCK.toMillis());
        }
        Thread.sleep(KNOCK.toMillis());
    }

    private Sample takeIn(ServiceProcess service, JournalTable journal, Changes changes) throws Exception {
        long before = journal.entries();
        service.signal("STOP");
        CpuTimes idle = CpuTimes.NONE;
        try {
            changes.publish(MESSAGES, 1, CHANGED);
            idle = CpuTimes.now(service, journal.backend());
        } finally {
            service.signal("CONT");
        }
        long begin = System.nanoTime();
        journal.awaitEntries(before + MESSAGES);
        double seconds = (System.nanoTime() - begin) / 1e9;
        used = CpuTimes.now(service, journal.backend()).since(idle);
        return new Sample(MESSAGES / seconds, used.micros(CpuTimes.SERVICE, MESSAGES), 0);
    }

    private void remote(
            Surroundings surroundings,
            Map<String, String> common,
            PostgresServer postgres,
            Changes changes,
            People people)
            throws Exception {
        var environment = new HashMap<>(common);
        environment.put("ISTHMUS_CMS_URL", people.cms().url().toString());
        environment.put("ISTHMUS_SYNC_WORKERS", String.valueOf(IN_WORK));
        environment.putAll(Database.environment(postgres, "remote"));
        ServiceProcess service = surroundings.keep(ServiceProcess.start(
                arguments, "user-sync-remote", "user-sync-service", "512m", environment, "/q/health/ready"));
        JournalTable journal = surroundings.keep(new JournalTable(postgres, "remote"));
        listening(journal, changes);
        people.lms().faults().set(Fault.slow(LMS_DELAY));
        rounds.run(
                List.of(
                        new Contender(REMOTE, () -> bring(service, journal, changes, people)),
                        new Contender(
                                BOUND, () -> Sample.ofRate(BATCH * PARALLEL / (passes * LMS_DELAY.toMillis() / 1e3)))),
                WARM_UPS,
                arguments.rounds());
        notes.add("calls of the last round: " + People.describe(people.calls()) + "; about each person "
                + String.format(Locale.ROOT, "%.2f", passes) + " times, so " + PARALLEL + " x " + BATCH + " / ("
                + String.format(Locale.ROOT, "%.2f", passes) + " x " + LMS_DELAY.toMillis() + " ms) is the bound");
        notes.add("CPU time for each person in the last round: " + used.describe(People.COUNT));
        for (long links = 1_000; arguments.only().isEmpty() && links <= most(); links *= 10) {
            scale(links, service, journal, changes, people);
        }
    }

    private long most() {
        return arguments.has(Arguments.Flag.MILLION) ? 1_000_000 : 100_000;
    }

    /** @return people a second whose change is at the LMS */
    private Sample bring(ServiceProcess service, JournalTable journal, Changes changes, People people)
            throws Exception {
        people.cms().move("City " + ++city);
        people.lms().calls().clear();
        long before = journal.entries();
        CpuTimes idle = CpuTimes.now(service, journal.backend());
        long begin = System.nanoTime();
        changes.publish(People.COUNT, People.FIRST_UID, People.COUNT);
        journal.awaitDone(before + People.COUNT);
        double seconds = (System.nanoTime() - begin) / 1e9;
        used = CpuTimes.now(service, journal.backend()).since(idle);
        passes = people.calls().values().stream().mapToLong(sums -> sums[1]).sum() / (double) People.COUNT;
        return new Sample(
                People.COUNT / seconds, used.micros(CpuTimes.SERVICE, People.COUNT), journal.notApplied(before));
    }

    private void scale(long links, ServiceProcess service, JournalTable journal, Changes changes, People people)
            throws Exception {
        journal.fillLinks(links);
        String name = String.format(Locale.ROOT, "to LMS with %,d links", links);
        bring(service, journal, changes, people);
        var rates = new ArrayList<Sample>();
        for (int round = 0; round < arguments.rounds(); round++) {
            rates.add(bring(service, journal, changes, people));
            System.out.printf(
                    Locale.ROOT, "  %s: %,.0f%n", name, rates.get(round).rate());
        }
        samples.put(name, rates);
        String heap = String.format(Locale.ROOT, "heap with %,d links", links);
        samples.put(heap, List.of(Sample.ofRate(service.heap())));
        units.put(heap, " MB");
        if (links > 1_000) {
            figures.add(Figure.atLeast(FLAT, name + ", of 1,000", name, "to LMS with 1,000 links"));
            figures.add(Figure.atMost(FLAT_HEAP, heap + ", of 1,000", heap, "heap with 1,000 links"));
        }
    }
}

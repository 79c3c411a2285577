package io.isthmus.bench.course;

import io.isthmus.bench.Arguments;
import io.isthmus.bench.Suite;
import io.isthmus.bench.load.Contender;
import io.isthmus.bench.load.HttpLoad;
import io.isthmus.bench.load.Rounds;
import io.isthmus.bench.load.Sample;
import io.isthmus.bench.load.Shot;
import io.isthmus.bench.report.Figure;
import io.isthmus.bench.report.Report;
import io.isthmus.bench.report.Spread;
import io.isthmus.bench.stack.Database;
import io.isthmus.bench.stack.Issuer;
import io.isthmus.bench.stack.ServiceProcess;
import io.isthmus.bench.stack.Surroundings;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** course-service: dashboards from each tier of its cache, and from the LMS. */
public final class CourseSuite implements Suite {

    private static final int HTTP_WARM_UPS = 6;
    private static final int PEOPLE = 10_000;

    /** For the contenders that ask for people nobody asked for before. */
    private static final int STRANGERS = 1_000;

    private static final int ONE_BY_ONE = 10;
    private static final Duration LMS_DELAY = Duration.ofMillis(100);
    private static final long CACHE_BYTES = 256L * 1024 * 1024;
    private static final String READ = "courses:read";
    private static final String BARE = "/bare/bytes";

    private static final List<Figure> FIGURES = List.of(
            Figure.atLeast(
                    0.80, "warm dashboard, local cache, of a bare GET of the same bytes", "GET warm", "bare GET"),
            Figure.atLeast(0.90, "304, of a bare 304", "GET 304", "bare 304"),
            Figure.atLeast(0.45, "dashboard from Redis, of a bare GET of the same bytes", "GET from Redis", "bare GET"),
            Figure.atMost(1.15, "cold dashboard, of the slowest upstream chain", "GET cold", "upstream chain"),
            Figure.atLeast(
                    1.00, "10,000 dashboards asked again, without the LMS", "dashboards held", "dashboards asked"),
            Figure.atMost(1.00, "heap they take, of 256 MB", "heap of 10,000 dashboards", "cache limit"));

    private final Arguments arguments;
    private final Rounds rounds = new Rounds();
    private final Map<String, List<Sample>> once = new HashMap<>();
    private final List<String> notes = new ArrayList<>(List.of(
            "bare GET: the same request and the same bytes from memory, nobody is asked who they are; the service is"
                    + " asked about "
                    + Learners.CERTIFIED + " people in turn, by an access token whose ES256 signature it checked within"
                    + " the last minute, as that of a CMS usually is",
            "from Redis: a second instance that keeps nothing itself",
            "upstream chain: courses and certificates are asked side by side, one call each, " + LMS_DELAY.toMillis()
                    + " ms at the LMS: the longer one made directly; ms are medians of " + ONE_BY_ONE
                    + " requests one by one"));
    private final Api api = new Api();
    private final AtomicInteger stranger = new AtomicInteger(PEOPLE);
    private final AtomicInteger turn = new AtomicInteger();

    public CourseSuite(Arguments arguments) {
        this.arguments = arguments;
    }

    /** What is up and running. */
    private record Stage(
            LmsStandIn lms, Issuer issuer, ServiceProcess bare, ServiceProcess local, ServiceProcess shared) {}

    @Override
    public Report run() throws Exception {
        try (var surroundings = new Surroundings();
                var load = new HttpLoad(arguments.connections())) {
            Stage stage = stage(surroundings);
            fill(stage, load);
            stage.lms().faults().set(Fault.slow(LMS_DELAY));
            rounds.run(wanted(contenders(stage, load)), HTTP_WARM_UPS, arguments.rounds());
        }
        var samples = new HashMap<>(rounds.samples());
        samples.putAll(once);
        Map<String, String> units = Map.of(
                "GET cold", " ms",
                "upstream chain", " ms",
                "bytes of a dashboard", "",
                "dashboards held", "",
                "dashboards asked", "",
                "heap of 10,000 dashboards", " MB",
                "cache limit", " MB");
        return new Report(FIGURES, samples, units, notes);
    }

    private Stage stage(Surroundings surroundings) throws Exception {
        LmsStandIn lms = surroundings.keep(Learners.lms(PEOPLE + STRANGERS));
        Issuer issuer = surroundings.keep(Issuer.start());
        RedisServer redis = surroundings.keep(RedisServer.start());
        KafkaServer kafka = surroundings.keep(KafkaServer.start()).withTopics(Topics.all());
        PostgresServer postgres =
                surroundings.keep(PostgresServer.start()).withDatabase("local").withDatabase("shared");
        Learners.link(lms, kafka.bootstrapServers());
        var environment = new HashMap<String, String>(Map.of(
                "ISTHMUS_ISSUER", issuer.url().toString(),
                "ISTHMUS_LMS_URL", lms.url().toString(),
                "ISTHMUS_LMS_TOKEN", LmsOptions.LOCAL_TOKEN,
                "ISTHMUS_CACHE_FRESH", "PT1H",
                "QUARKUS_REDIS_HOSTS", redis.url(),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
        ServiceProcess bare = surroundings.keep(
                ServiceProcess.start(arguments, "bare", "bench/bare", "256m", Map.of(), "/bare/ready"));
        environment.put("ISTHMUS_CACHE_MAX_BYTES", String.valueOf(CACHE_BYTES));
        environment.putAll(Database.environment(postgres, "local"));
        ServiceProcess local = surroundings.keep(
                ServiceProcess.start(arguments, "course", "course-service", "512m", environment, "/q/health/ready"));
        environment.put("ISTHMUS_CACHE_MAX_BYTES", "1");
        environment.putAll(Database.environment(postgres, "shared"));
        ServiceProcess shared = surroundings.keep(ServiceProcess.start(
                arguments, "course-shared", "course-service", "256m", environment, "/q/health/ready"));
        return new Stage(lms, issuer, bare, local, shared);
    }

    /** Asks for everybody, and then again: what the cache has, the LMS is not asked for. */
    private void fill(Stage stage, HttpLoad load) throws Exception {
        sweep(stage, load, Learners.CERTIFIED);
        double before = stage.local().heap();
        once("bytes of a dashboard", dashboard(stage, 1).body().length);
        sweep(stage, load, PEOPLE);
        double after = stage.local().heap();
        stage.lms().calls().clear();
        long unexpected = sweep(stage, load, PEOPLE);
        long asked = stage.lms().calls().count("core_enrol_get_users_courses");
        once("dashboards held", PEOPLE - asked - unexpected);
        once("dashboards asked", PEOPLE);
        once("heap of 10,000 dashboards", after - before);
        once("cache limit", CACHE_BYTES / (1024.0 * 1024));
        api.give(stage.bare().url(), dashboard(stage, 1).body());
    }

    private void once(String name, double value) {
        once.put(name, List.of(Sample.ofRate(value)));
    }

    /** @return answers that were not a dashboard */
    private long sweep(Stage stage, HttpLoad load, int people) throws Exception {
        var next = new AtomicInteger();
        String authorization = stage.issuer().authorization(READ);
        Sample sample = load.run(
                stage.local(),
                () -> {
                    int person = next.incrementAndGet();
                    return person > people ? null : Shot.get(path(person), authorization);
                },
                Duration.ofMinutes(3));
        return sample.unexpected() + Math.max(0, people - next.get());
    }

    private List<Contender> contenders(Stage stage, HttpLoad load) throws Exception {
        var tags = new ArrayList<String>();
        for (int person = 1; person <= Learners.CERTIFIED; person++) {
            tags.add(dashboard(stage, person).headers().firstValue("ETag").orElseThrow());
        }
        return List.of(
                http("bare GET", load, stage.bare(), () -> bare(stage)),
                http("GET warm", load, stage.local(), () -> anybody(stage)),
                http("GET from Redis", load, stage.shared(), () -> anybody(stage)),
                http("bare 304", load, stage.bare(), () -> bareKnown(stage)),
                http("GET 304", load, stage.local(), () -> anybodyWith(stage, tags)),
                new Contender(
                        "upstream chain",
                        () -> milliseconds(() -> {
                            api.courses(stage.lms(), "4");
                            return null;
                        })),
                new Contender("GET cold", () -> {
                    String authorization = stage.issuer().authorization(READ);
                    return milliseconds(
                            () -> api.dashboard(stage.local().url(), "u" + stranger.incrementAndGet(), authorization));
                }));
    }

    /** With the token too: reading a longer request is no work of the service's own. */
    private static Supplier<Shot> bare(Stage stage) {
        String authorization = stage.issuer().authorization(READ);
        return () -> Shot.get(BARE, authorization);
    }

    private static Supplier<Shot> bareKnown(Stage stage) {
        String authorization = stage.issuer().authorization(READ);
        return () -> Shot.getIf(BARE, authorization, "\"bare0123456789abcdefghi\"");
    }

    private Supplier<Shot> anybody(Stage stage) {
        String authorization = stage.issuer().authorization(READ);
        return () -> Shot.get(path(person()), authorization);
    }

    private Supplier<Shot> anybodyWith(Stage stage, List<String> tags) {
        String authorization = stage.issuer().authorization(READ);
        return () -> {
            int person = person();
            return Shot.getIf(path(person), authorization, tags.get(person - 1));
        };
    }

    private int person() {
        return 1 + Math.floorMod(turn.getAndIncrement(), Learners.CERTIFIED);
    }

    private static String path(int person) {
        return "/v1/users/u" + person + "/dashboard";
    }

    private HttpResponse<byte[]> dashboard(Stage stage, int person) throws Exception {
        return api.dashboard(stage.local().url(), "u" + person, stage.issuer().authorization(READ));
    }

    /** @param shots made anew for each turn, since access tokens do not last */
    private Contender http(String name, HttpLoad load, HttpLoad.Target target, Supplier<Supplier<Shot>> shots) {
        return new Contender(name, () -> load.run(target, shots.get(), arguments.turn()));
    }

    private static Sample milliseconds(Callable<?> request) throws Exception {
        double[] taken = new double[ONE_BY_ONE];
        for (int i = 0; i < taken.length; i++) {
            long begin = System.nanoTime();
            request.call();
            taken[i] = (System.nanoTime() - begin) / 1e6;
        }
        return Sample.ofRate(Spread.of(taken).median());
    }

    private List<Contender> wanted(List<Contender> all) {
        return all.stream()
                .filter(contender ->
                        arguments.only().map(contender.name()::contains).orElse(true))
                .toList();
    }
}

package io.isthmus.course.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsCourse;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A process of the packaged service with two LMSs, and two CMSs whose people have the same uids. */
class SourcesIT {

    private static final int PEOPLE = 100;
    private static final int THREADS = 50;
    private static final long SECONDS = Boolean.getBoolean("isthmus.full") ? 30 : 5;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Pattern SECRET = Pattern.compile("secret of [a-z0-9]+:\\d+;");
    private static final List<String> CMS = List.of("cms", "cms2");
    private static final List<String> VIEWS = List.of("dashboard", "courses", "certificates");

    private static final Surroundings WORLD = new Surroundings();
    private static final LmsStandIn TOTARA = LmsStandIn.start(LmsOptions.sample());
    private static final CuttingLms CUTTING = new CuttingLms(TOTARA.url());
    private static final ConcurrentMap<String, String> TOKENS = new ConcurrentHashMap<>();
    private static Replica replica;

    @BeforeAll
    static void start() {
        Map<String, String> properties = WORLD.properties("course");
        properties.remove("isthmus.lms.breaker-delay");
        properties.put("isthmus.sources.campus.url", WORLD.lms().url().toString());
        properties.put("isthmus.sources.campus.token", LmsOptions.LOCAL_TOKEN);
        properties.put("isthmus.sources.campus.breaker-delay", "PT0.5S");
        properties.put("isthmus.sources.totara.url", CUTTING.url().toString());
        properties.put("isthmus.sources.totara.token", LmsOptions.LOCAL_TOKEN);
        properties.put("isthmus.sources.totara.breaker-delay", "PT0.5S");
        properties.put("isthmus.cache.max-bytes", "60000");
        properties.put("isthmus.cache.fresh", "PT1S");
        replica = Replica.start("replica-sources", properties);
        Await.until("the replica", replica::isReady);
    }

    @AfterAll
    static void stop() {
        replica.close();
        CUTTING.close();
        TOTARA.close();
        WORLD.close();
    }

    @AfterEach
    void repair() {
        TOTARA.faults().clear();
        CUTTING.sendOnly(Integer.MAX_VALUE);
    }

    private static HttpResponse<String> asClient(String path) {
        return replica.get(path, WORLD.clientToken());
    }

    @Test
    void mergesTheCataloguesOfAllSources() {
        HttpResponse<String> page = asClient("/v1/courses?query=workplace");

        assertThat(page.body()).contains("\"campus:2\"", "\"totara:2\"", "\"total\":2", "\"failures\":[]");
        assertThat(asClient("/v1/courses/totara:2").statusCode()).isEqualTo(200);
        assertThat(asClient("/v1/courses/lms:2").statusCode()).isEqualTo(404);
    }

    @Test
    void mergesWhatAPersonDoesAtTwoLmssAndTellsWhichOneFails() {
        LmsUser here = WORLD.newLearner(10);
        LmsUser there = TOTARA.addUser("two" + here.id(), "Two", "Accounts", here.id() + "@example.org");
        TOTARA.enrol(there.id(), 5, 20);
        WORLD.link("cms", "both", "campus", here.id());
        WORLD.link("cms", "both", "totara", there.id());

        Await.until("both links", () -> {
            String body = asClient("/v1/users/both/dashboard").body();
            return body.contains("\"campus:4\"") && body.contains("\"totara:5\"");
        });
        LmsUser unknown = TOTARA.addUser("new" + here.id(), "Never", "Asked", "new" + here.id() + "@example.org");
        TOTARA.faults().set(Fault.of(Fault.Kind.DOWN));
        LmsUser unasked = WORLD.newLearner(30);
        WORLD.link("cms", "part", "campus", unasked.id());
        WORLD.link("cms", "part", "totara", unknown.id());

        Await.until("a part", () -> {
            HttpResponse<String> part = asClient("/v1/users/part/dashboard");
            return part.statusCode() == 200
                    && part.body().contains("\"campus:4\"")
                    && part.body().contains("{\"source\":\"totara\",\"part\":\"courses\",\"reason\":\"unavailable\"}");
        });
    }

    @Test
    void endsTheConnectionWhenAPdfBreaksOffAndSaysSoBeforeItBegan() throws IOException {
        LmsUser learner = TOTARA.addUser("cut", "Cut", "Off", "cut@example.org");
        long issue = TOTARA.state()
                .issueCertificate(learner.id(), 2, "CUTOFF", 1_700_000_000L)
                .id();
        WORLD.link("cms", "cut", "totara", learner.id());
        Await.until(
                "the certificate",
                () -> asClient("/v1/users/cut/dashboard").body().contains("CUTOFF"));
        String pdf = "/v1/certificates/totara:customcert:" + issue + "/pdf";
        assertThat(asClient(pdf).body()).startsWith("%PDF-").contains("%%EOF");

        CUTTING.sendOnly(100);
        try (InputStream begun = replica.open(pdf, WORLD.clientToken())) {
            assertThat((char) begun.read()).isEqualTo('%');
            CUTTING.cut();
            assertThatThrownBy(begun::readAllBytes).isInstanceOf(IOException.class);
        }

        CUTTING.sendOnly(0);
        HttpResponse<String> nothing = asClient(pdf);
        assertThat(nothing.statusCode()).isEqualTo(503);
        assertThat(nothing.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(nothing.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(asClient(pdf + "x").statusCode()).isEqualTo(404);
    }

    @Test
    void neverShowsAnybodyAByteOfAnotherPersonsData() throws Exception {
        for (int person = 0; person < PEOPLE; person++) {
            for (String cms : CMS) {
                enrol(cms, person);
            }
        }
        Await.until(
                "the last person",
                () -> CMS.stream().allMatch(cms -> own(cms, PEOPLE - 1).contains("secret of")));
        var asked = new AtomicInteger();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        var work = new ArrayList<Callable<List<String>>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            work.add(() -> pry(new Random(seed), end, asked));
        }
        work.add(() -> disturb(end));

        var leaks = new ArrayList<String>();
        var threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<List<String>> one : threads.invokeAll(work)) {
                leaks.addAll(one.get());
            }
        } finally {
            threads.shutdownNow();
        }

        System.out.printf("privacy: %d requests of %d threads in %d s%n", asked.get(), THREADS, SECONDS);
        assertThat(leaks).isEmpty();
        assertThat(asked).hasPositiveValue();
    }

    /** The same account numbers at both LMSs belong to different people. */
    private static void enrol(String cms, int person) {
        String marker = "secret of " + cms + ":" + person + ";";
        LmsStandIn lms = cms.equals("cms") ? WORLD.lms() : TOTARA;
        LmsUser user = lms.addUser(cms + "p" + person, "P", "P", cms + person + "@example.org");
        LmsCourse course =
                lms.addCourse(LmsCourse.named(cms + "-" + person, marker).build());
        lms.enrol(user.id(), course.id(), person % 101);
        lms.issueCertificate(user.id(), course.id());
        WORLD.link(cms, String.valueOf(person), cms.equals("cms") ? "campus" : "totara", user.id());
    }

    private static String own(String cms, int person) {
        return replica.get("/v1/users/" + person + "/dashboard", WORLD.personToken(String.valueOf(person), cms))
                .body();
    }

    /** @return what was seen that should not be */
    private static List<String> pry(Random random, long end, AtomicInteger asked) {
        var leaks = new ArrayList<String>();
        while (System.nanoTime() < end) {
            String cms = CMS.get(random.nextInt(2));
            int self = random.nextInt(PEOPLE);
            int target = random.nextInt(4) == 0 ? random.nextInt(PEOPLE) : self;
            String path = "/v1/users/" + target + "/" + VIEWS.get(random.nextInt(VIEWS.size()));
            HttpResponse<String> answer = replica.get(path, token(cms, self, random));
            asked.incrementAndGet();
            boolean right = self == target
                    ? answer.statusCode() == 200 || answer.statusCode() == 503
                    : answer.statusCode() == 403;
            if (!right) {
                leaks.add(path + " of " + cms + ":" + self + " answered " + answer.statusCode());
            }
            var found = SECRET.matcher(answer.body());
            while (found.find()) {
                if (!found.group().equals("secret of " + cms + ":" + self + ";")) {
                    leaks.add(path + " of " + cms + ":" + self + " shows " + found.group());
                }
            }
        }
        return leaks;
    }

    /** Mostly one that was seen before: those are let in by another way than new ones. */
    private static String token(String cms, int person, Random random) {
        return random.nextInt(10) == 0
                ? WORLD.personToken(String.valueOf(person), cms)
                : TOKENS.computeIfAbsent(cms + ":" + person, first -> WORLD.personToken(String.valueOf(person), cms));
    }

    private static List<String> disturb(long end) {
        var random = new Random(1);
        while (System.nanoTime() < end) {
            int person = random.nextInt(PEOPLE);
            WORLD.tellThatCompleted(random.nextBoolean() ? "campus" : "totara", 10 + person);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return List.of();
    }
}

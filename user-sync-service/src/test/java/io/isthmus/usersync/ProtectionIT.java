package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.remote.RemoteGuard;
import io.isthmus.usersync.remote.RemoteGuards;
import io.isthmus.usersync.remote.RemoteLimits;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps the other systems from being overrun, and this one from waiting for those that are down. */
@QuarkusTest
@Stack
class ProtectionIT extends Between {

    private static final String COURSES = "core_course_get_courses_by_field";
    private static final int PEOPLE = 20;
    private static final int SPARED = 40;
    private static final int RATE = 20;
    private static final int SECONDS = 2;

    @Inject
    RemoteGuards guards;

    @Inject
    MoodleClient moodle;

    @Inject
    Pool pool;

    static Stream<Fault.Kind> faults() {
        return Boolean.getBoolean("isthmus.full")
                ? Stream.of(Fault.Kind.ERROR_500, Fault.Kind.HANG)
                : Stream.of(Fault.Kind.ERROR_500);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void leavesAnLmsAloneThatIsDownAndGoesOnByItselfWhenItIsWell(Fault.Kind fault) {
        lms.faults().set(Fault.of(fault));
        List<PortalUser> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> world.newcomer()).toList();
        Await.until(
                "a reason",
                () -> people.stream().filter(this::waitsForTheBreaker).count() >= PEOPLE / 2);

        Instant open = Instant.now();
        double spared = spared();
        long calls = lms.calls().log().size();
        Await.until("calls that are not made", () -> spared() >= spared + SPARED);
        long tried = lms.calls().log().size() - calls;
        long seconds = Duration.between(open, Instant.now()).toSeconds();

        assertThat(tried).as("tried once in a second").isLessThanOrEqualTo(seconds + 2);
        Await.until("open, but for the moment of a try", () -> "open".equals(breaker()));
        assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(200);

        lms.faults().clear();
        people.forEach(user -> assertThat(world.settled(user.uid(), 1).get(0)).containsEntry("state", "applied"));
        people.forEach(user -> assertThat(world.accounts(user.uid())).hasSize(1));
        Await.until("closed", () -> "closed".equals(breaker()));
    }

    /** Their back-off is long; whoever waits for something else has to wait it out. */
    @Test
    void wakesThoseWhoWaitForASideWhenItIsWellAgain() {
        portal.faults().error();
        PortalUser other = world.newcomer();
        Await.until("waiting for the CMS", () -> waitsFor(other, "cms-"));
        putOff();
        portal.faults().clear();
        lms.faults().set(Fault.of(Fault.Kind.ERROR_500));
        List<PortalUser> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> world.newcomer()).toList();
        Await.until(
                "waiting for the LMS",
                () -> people.stream().allMatch(user -> waitsFor(user, "lms-")) && "open".equals(breaker()));
        putOff();

        lms.faults().clear();
        PortalUser first = world.newcomer();

        Stream.concat(people.stream(), Stream.of(first))
                .forEach(user -> assertThat(world.settled(user.uid(), 1).get(0)).containsEntry("state", "applied"));
        assertThat(world.journal(other.uid()).get(0)).containsEntry("state", "waiting");
        run("update person set next_at = now() where next_at > now()");
        assertThat(world.settled(other.uid(), 1).get(0)).containsEntry("state", "applied");
    }

    private boolean waitsFor(PortalUser user, String side) {
        return world.journal(user.uid()).stream()
                .anyMatch(entry -> "waiting".equals(entry.get("state"))
                        && String.valueOf(entry.get("reason")).startsWith(side));
    }

    /** Everybody who waits, as after many failures. */
    private void putOff() {
        Await.until("all put off", () -> {
            run(
                    "update person set next_at = now() + interval '1 hour' where next_at is not null and lease_until is null");
            return Sql.list(pool, row -> row, "select 1 from person where next_at < now() + interval '30 minutes'")
                    .await()
                    .indefinitely()
                    .isEmpty();
        });
    }

    private void run(String sql) {
        Sql.run(pool, sql).await().indefinitely();
    }

    private boolean waitsForTheBreaker(PortalUser user) {
        return world.journal(user.uid()).stream()
                .anyMatch(entry ->
                        "waiting".equals(entry.get("state")) && "lms-breaker-open".equals(entry.get("reason")));
    }

    @Test
    void keepsTheRate() {
        lms.calls().clear();
        Instant begun = Instant.now();
        RemoteGuard<JsonNode> guard =
                guards.of("rated", new Limits(RATE, 8), new TypeLiteral<Uni<JsonNode>>() {}, (answer, failure) -> "ok");
        int all = RATE * (SECONDS + 1);

        Uni.join()
                .all(IntStream.range(0, all)
                        .mapToObj(n -> guard.read(COURSES, () -> moodle.call(COURSES, Map.of())))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();

        List<Instant> arrivals =
                lms.calls().log(COURSES).stream().map(call -> call.at()).toList();
        assertThat(arrivals).hasSize(all);
        for (int second = 1; second <= SECONDS; second++) {
            Instant end = begun.plusSeconds(second);
            assertThat(arrivals.stream().filter(end::isAfter))
                    .as("within %d s", second)
                    .hasSizeLessThanOrEqualTo(RATE * second + 1);
        }
    }

    @Test
    void leavesRoomForOthersBesideASlowFunction() {
        RemoteGuard<String> guard =
                guards.of("shared", new Limits(500, 4), new TypeLiteral<Uni<String>>() {}, (answer, failure) -> "ok");
        var slow = new AtomicInteger();
        IntStream.range(0, 10)
                .forEach(n -> guard.read("slow", () -> {
                            slow.incrementAndGet();
                            return Uni.createFrom().nothing();
                        })
                        .subscribe()
                        .with(answer -> {}, failure -> {}));

        String answer =
                guard.read("quick", () -> Uni.createFrom().item("here")).await().atMost(Duration.ofSeconds(30));

        assertThat(answer).isEqualTo("here");
        Await.until("as many as there may be", () -> slow.get() == 3);
    }

    private record Limits(int rateLimit, int maxParallel) implements RemoteLimits {

        @Override
        public Duration breakerDelay() {
            return Duration.ofSeconds(1);
        }
    }

    /** As health tells it: a gauge may be of an application that ran before in this JVM. */
    private static String breaker() {
        return RestAssured.get("/q/health/ready")
                .jsonPath()
                .getString("checks.find { it.name == 'Breakers' }.data.'lms read'");
    }

    private static double spared() {
        return sum("isthmus_remote_spared_total\\{[^}]*reason=\"breaker-open\"[^}]*side=\"lms\"[^}]*}");
    }

    private static double sum(String series) {
        Matcher found = Pattern.compile(series + " (\\S+)")
                .matcher(RestAssured.get("/q/metrics").asString());
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }
}

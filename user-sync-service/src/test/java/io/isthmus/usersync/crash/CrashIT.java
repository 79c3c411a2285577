package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.Events;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged service is killed, paused and stopped; whatever it was doing, everything that was accepted is processed,
 * everybody has one account, and the last word about a link is the right one.
 */
class CrashIT {

    private static final boolean FULL = Boolean.getBoolean("isthmus.full");
    private static final String REMOTE = "isthmus_remote_seconds_count";
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final int STREAM = 40;
    private static final int LARGE = 5 * 1024 * 1024;
    private static final int CHANGES = 20;

    private static Surroundings around;

    /** Handed on from test to test: starting it takes longer than anything that is done to it. */
    private static @Nullable Service running;

    @BeforeAll
    static void start() {
        around = new Surroundings();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
        around.close();
    }

    @AfterEach
    void mend() {
        around.lms.faults().clear();
        around.portal.faults().clear();
    }

    private static Service take() {
        Service service = running;
        running = null;
        return service != null ? service : start("first").ready();
    }

    private static Service start(String name) {
        return around.start(name, Map.of());
    }

    /** Whoever is left after a test that went well goes on to the next one. */
    private static void handOn(Service survivor, Runnable rest) {
        boolean well = false;
        try {
            rest.run();
            Await.until("quiet", around::isQuiet);
            assertThat(survivor.isAlive()).isTrue();
            well = true;
        } finally {
            if (well) {
                running = survivor;
            } else {
                survivor.close();
            }
        }
    }

    private static PortalUser linkedNewcomer() {
        PortalUser user = around.newcomer();
        Await.until("linked", () -> around.isLinked(user) && around.isQuiet());
        return user;
    }

    private static void move(PortalUser user, String city) {
        around.portal.updateUser(user.uid(), draft -> draft.city(city));
    }

    private static boolean isIn(PortalUser user, String city) {
        return around.accounts(user).get(0).city().equals(city);
    }

    /** Every build tries the one after which an account is there that nobody has written down. */
    static Stream<Point> points() {
        return FULL ? Stream.of(Point.values()) : Stream.of(Point.AFTER_REMOTE_CALL);
    }

    @ParameterizedTest
    @MethodSource("points")
    void losesNothingAndDoublesNobodyWhenItIsKilled(Point point) {
        var edits = new Edits(around, point.ordinal());
        try (Service first = take()) {
            edits.join(linkedNewcomer(), linkedNewcomer(), linkedNewcomer());
            Debugger debugger = first.debugger();
            debugger.stopAt(point);

            trouble();
            edits.join(around.newcomer(), around.newcomer()).make(CHANGES);
            debugger.awaitStop();
            first.kill();
            long killed = System.nanoTime();
            around.lms.faults().clear();
            PortalUser fresh = around.newcomer();
            Service next = start("after-" + point.name().toLowerCase(Locale.ROOT));

            handOn(next, () -> {
                Await.until("who came after the kill is linked", () -> around.isLinked(fresh));
                Duration recovery = Duration.ofNanos(System.nanoTime() - killed);
                trouble();
                edits.join(fresh).make(CHANGES);
                edits.repeat();
                around.lms.faults().times(CHANGES, "core_user_get_users_by_field", Fault.slow(SLOW));
                edits.make(CHANGES);
                Await.untilAsserted("everything as it was last made to be", edits::assertArrived);
                System.out.printf("recovery after kill -9 %s: %.1f s%n", point, recovery.toMillis() / 1000.0);
            });
            assertThat(Stream.of(first, next).map(Service::log))
                    .as("the LMS failed")
                    .anySatisfy(log -> assertThat(log).content().contains("person waits", "reason=lms-"));
        }
        edits.assertArrived();
        new Invariants(around).assertTheyHold(edits.people());
    }

    private static void trouble() {
        around.lms.faults().times(8, "core_user_get_users_by_field", Fault.of(Fault.Kind.ERROR_500));
        around.lms.faults().times(8, "core_user_update_users", Fault.of(Fault.Kind.DROP_ANSWER));
    }

    /** What was poison is no longer once the configuration lets it be read: the account, changed unheard, is put right. */
    @Test
    void appliesAPoisonThatIsReplayedAfterTheFix() {
        PortalUser user;
        try (Service first = take()) {
            user = linkedNewcomer();
            around.atLms(user, "city", "Elsewhere");
            byte[] event = Events.upserted("cms", String.valueOf(user.uid()))
                    .put("padding", "x".repeat(LARGE))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            around.events.send("isthmus.cms.users", "cms:" + user.uid(), event, Map.of());
            Await.until("dead", () -> dead().size() == 1);
            around.api(first)
                    .post("/v1/journal/" + dead().get(0) + "/replay")
                    .then()
                    .statusCode(409);
            first.terminate();
        }
        String entry = dead().get(0);
        Service fixed = around.start("fixed", Map.of("isthmus.journal.max-size", "8388608"));
        handOn(fixed, () -> {
            fixed.ready();
            assertThat(isIn(user, "Elsewhere")).isTrue();
            around.api(fixed).post("/v1/journal/" + entry + "/replay").then().statusCode(204);
            Await.until(
                    "applied",
                    () -> around.query("select state || ' ' || decision from journal where id = " + entry)
                            .equals(List.of("applied update")));
            assertThat(isIn(user, "Paris")).isTrue();
        });
        new Invariants(around).assertTheyHold(List.of(user));
    }

    private static List<String> dead() {
        return around.query("select id::text from journal where state = 'dead' and reason = 'too-large'");
    }

    /** Whatever else is away, what comes in is written down; without the database it cannot be. */
    @Test
    void isReadyWithoutAllOthersButNotWithoutItsDatabase() {
        Service service = take();
        var people = new ArrayList<PortalUser>();
        handOn(service, () -> {
            PortalUser user = linkedNewcomer();
            people.addAll(List.of(user, linkedNewcomer()));
            double updates = service.metric(REMOTE, "function=\"core_user_update_users\"", "outcome=\"ok\"");
            double decisions = service.metric("isthmus_sync_decisions_total", "decision=\"update\"");

            around.lms.faults().set(Fault.of(Fault.Kind.ERROR_500));
            move(user, "Rome");
            Await.until("waiting for the LMS", () -> waitsFor("lms-"));
            Await.until("counted", () -> service.metric("isthmus_journal_entries", "state=\"waiting\"") == 1);
            assertThat(service.metric("isthmus_journal_oldest_waiting_age_seconds"))
                    .isPositive();
            assertThat(service.metric(REMOTE, "side=\"lms\"", "outcome=\"http-500\""))
                    .isPositive();
            assertIsReady(service);
            around.lms.faults().clear();
            Await.until("moved", () -> isIn(user, "Rome") && around.isQuiet());
            assertThat(service.metric(REMOTE, "function=\"core_user_update_users\"", "outcome=\"ok\""))
                    .isGreaterThan(updates);
            assertThat(service.metric("isthmus_sync_decisions_total", "decision=\"update\""))
                    .isGreaterThan(decisions);

            around.portal.faults().down();
            move(user, "Oslo");
            Await.until("waiting for the CMS", () -> waitsFor("cms-"));
            assertIsReady(service);
            around.portal.faults().clear();
            Await.until("moved", () -> isIn(user, "Oslo") && around.isQuiet());

            around.stopKafka();
            around.api(service)
                    .delete("/v1/links/cms/" + people.get(1).uid() + "/lms")
                    .then()
                    .statusCode(204);
            assertThat(around.query("select 1 from outbox")).isNotEmpty();
            assertIsReady(service);
            around.startKafka();
            Await.until("told", around::isQuiet);

            around.closeDatabase();
            Await.until("not ready", () -> service.health("ready") == 503);
            assertThat(service.health("live")).isEqualTo(200);
            around.openDatabase();
            service.ready();
            move(user, "Bern");
            Await.until("moved", () -> isIn(user, "Bern"));
            Await.until("counted", () -> service.metric("isthmus_journal_entries", "state=\"waiting\"") == 0);
        });
        new Invariants(around).assertTheyHold(people);
        assertThat(around.logs()).anySatisfy(log -> assertThat(log).content().contains("person waits"));
    }

    private static boolean waitsFor(String side) {
        return around.query("select reason from journal where state = 'waiting'").stream()
                .anyMatch(reason -> reason.startsWith(side));
    }

    private static void assertIsReady(Service service) {
        assertThat(service.health("ready")).isEqualTo(200);
        assertThat(service.health("live")).isEqualTo(200);
    }

    /** A replica stops in front of its write, and goes on when another has long taken over. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void repairsWhatAPausedReplicaWritesTooLate() {
        try (Service first = take()) {
            PortalUser user = linkedNewcomer();
            around.lms.calls().clear();
            Debugger debugger = first.debugger();
            debugger.stopAt(Point.BEFORE_REMOTE_CALL);
            move(user, "Rome");
            debugger.awaitStop();
            first.signal("STOP");

            handOn(start("taking-over"), () -> {
                Await.until("taken over", () -> isIn(user, "Rome"));
                move(user, "Oslo");
                Await.until("changed since", () -> isIn(user, "Oslo") && around.isQuiet());
                assertThat(written()).containsExactly("Rome", "Oslo");
                first.signal("CONT");
                debugger.close();

                Await.until("put right", () -> written().equals(List.of("Rome", "Oslo", "Rome", "Oslo")));
                Await.until("quiet", around::isQuiet);
                assertThat(isIn(user, "Oslo")).isTrue();
            });
            new Invariants(around).assertTheyHold(List.of(user));
        }
    }

    /** @return the cities that were written to the LMS, in the order in which they came there */
    private static List<String> written() {
        return around.lms.calls().log("core_user_update_users").stream()
                .map(call -> String.valueOf(call.parameters().get("users[0][city]")))
                .toList();
    }

    /** The database gives the lock to another when a relay has been silent for long; the broker then refuses the first. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void keepsTheLastWordRightWhenAZombieRelayComesBack() {
        try (Service first = take()) {
            PortalUser user = linkedNewcomer();
            Debugger debugger = first.debugger();
            debugger.stopAt(Point.BEFORE_OUTBOX_SEND);
            around.portal.updateUser(user.uid(), draft -> draft.name("zombie" + user.uid()));
            debugger.awaitStop();
            first.signal("STOP");

            handOn(start("heir"), () -> {
                Await.until("sent by the heir", around::isQuiet);
                around.portal.updateUser(user.uid(), draft -> draft.active(false));
                Await.until(
                        "suspended, and told",
                        () -> around.isQuiet() && around.accounts(user).get(0).suspended());
                first.signal("CONT");
                debugger.close();

                PortalUser later = around.newcomer();
                Await.until("the zombie works again", () -> around.isLinked(later) && around.isQuiet());
                assertThat(first.isAlive()).isTrue();
            });
            new Invariants(around).assertTheyHold(List.of(user));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void dropsNothingWhenItIsToldToStop() {
        var people = new ArrayList<PortalUser>();
        try (Service first = take()) {
            IntStream.range(0, STREAM).forEach(n -> people.add(around.newcomer()));
            Await.until("under way", () -> around.isLinked(people.get(0)));
            first.terminate();
            assertThat(around.query("select 1 from person where lease_until is not null"))
                    .isEmpty();
        }
        handOn(
                start("after-stop"),
                () -> Await.until("all linked", () -> people.stream().allMatch(around::isLinked)));
        new Invariants(around).assertTheyHold(people);
    }
}

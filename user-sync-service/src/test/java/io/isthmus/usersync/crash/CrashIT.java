package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
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
    private static final JsonMapper JSON = new JsonMapper();
    private static final int STREAM = 40;

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

    private static Service take() {
        Service service = running;
        running = null;
        return service != null ? service : start("first").ready();
    }

    private static Service start(String name) {
        return Service.start(name, around.properties());
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
        try (Service first = take()) {
            PortalUser old = linkedNewcomer();
            Debugger debugger = first.debugger();
            debugger.stopAt(point);

            PortalUser fresh = around.newcomer();
            move(old, "Rome");
            debugger.awaitStop();
            first.kill();
            long killed = System.nanoTime();

            handOn(start("after-" + point.name().toLowerCase(Locale.ROOT)), () -> {
                Await.until("both as they should be", () -> around.isLinked(fresh) && isIn(old, "Rome"));
                Duration recovery = Duration.ofNanos(System.nanoTime() - killed);
                System.out.printf("recovery after kill -9 %s: %.1f s%n", point, recovery.toMillis() / 1000.0);
            });
            assertInvariants(List.of(old, fresh));
        }
    }

    /** A replica stops in front of its write, and goes on when another has long taken over. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void repairsWhatAPausedReplicaWritesTooLate() {
        try (Service first = take()) {
            PortalUser old = linkedNewcomer();
            Debugger debugger = first.debugger();
            debugger.stopAt(Point.BEFORE_REMOTE_CALL);
            PortalUser fresh = around.newcomer();
            move(old, "Rome");
            debugger.awaitStop();
            first.signal("STOP");

            handOn(start("taking-over"), () -> {
                Await.until("taken over", () -> around.isLinked(fresh) && isIn(old, "Rome"));
                move(old, "Oslo");
                Await.until("changed since", () -> isIn(old, "Oslo"));
                first.signal("CONT");
                debugger.close();

                move(fresh, "Bern");
                Await.until(
                        "all as the CMS has it", () -> around.isQuiet() && isIn(old, "Oslo") && isIn(fresh, "Bern"));
            });
            assertInvariants(List.of(old, fresh));
        }
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
            assertInvariants(List.of(user));
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
        assertInvariants(people);
    }

    private static void assertInvariants(List<PortalUser> people) {
        people.forEach(user -> assertThat(around.accounts(user))
                .as("accounts of %d", user.uid())
                .hasSize(1));
        assertThat(around.query("select 1 from journal where state not in ('applied', 'unchanged', 'superseded')"))
                .isEmpty();
        Map<String, String> last = lastWords();
        for (String row : around.query("select cms_source || ':' || cms_uid || ':' || lms_source || ' ' || lms_user_id"
                + " || ' ' || status || ' ' || version from link")) {
            String key = row.substring(0, row.indexOf(' '));
            assertThat(last).containsEntry(key, row.substring(row.indexOf(' ') + 1));
        }
    }

    /** What a compacted topic keeps: of each link what was said last. */
    private static Map<String, String> lastWords() {
        var last = new HashMap<String, String>();
        new Topic(around.kafka.bootstrapServers(), "isthmus.identity.links")
                .records()
                .forEach(record -> {
                    JsonNode data = parsed(record.value()).path("data");
                    last.put(
                            record.key(),
                            data.path("lmsUserId").asText() + " "
                                    + data.path("status").asText() + " "
                                    + data.path("version").asLong());
                });
        return last;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

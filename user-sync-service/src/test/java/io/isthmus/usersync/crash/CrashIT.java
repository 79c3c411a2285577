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
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @BeforeAll
    static void start() {
        around = new Surroundings();
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    /** Every build tries the one after which an account is there that nobody has written down. */
    static Stream<Point> points() {
        return FULL ? Stream.of(Point.values()) : Stream.of(Point.AFTER_REMOTE_CALL);
    }

    @ParameterizedTest
    @MethodSource("points")
    void losesNothingAndDoublesNobodyWhenItIsKilled(Point point) {
        try (Service first = Service.start("killed", around.properties()).ready()) {
            PortalUser old = around.newcomer();
            Await.until("linked", () -> around.isLinked(old) && around.isQuiet());
            Debugger debugger = first.debugger();
            debugger.stopAt(point);

            PortalUser fresh = around.newcomer();
            around.portal.updateUser(old.uid(), draft -> draft.city("Rome"));
            debugger.awaitStop();
            first.kill();
            long killed = System.nanoTime();

            try (Service second = Service.start("restarted", around.properties())) {
                Await.until(
                        "both as they should be",
                        () -> around.isLinked(fresh)
                                && around.accounts(old).get(0).city().equals("Rome"));
                Duration recovery = Duration.ofNanos(System.nanoTime() - killed);
                System.out.printf("recovery after kill -9 %s: %.1f s%n", point, recovery.toMillis() / 1000.0);
                Await.until("quiet", around::isQuiet);
                assertThat(second.isAlive()).isTrue();
            }
            assertInvariants(List.of(old, fresh));
        }
    }

    /** A replica stops in front of its write, and goes on when another has long taken over. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void repairsWhatAPausedReplicaWritesTooLate() {
        try (Service first = Service.start("paused", around.properties()).ready()) {
            PortalUser old = around.newcomer();
            Await.until("linked", () -> around.isLinked(old) && around.isQuiet());
            Debugger debugger = first.debugger();
            debugger.stopAt(Point.BEFORE_REMOTE_CALL);
            PortalUser fresh = around.newcomer();
            around.portal.updateUser(old.uid(), draft -> draft.city("Rome"));
            debugger.awaitStop();
            first.signal("STOP");

            try (Service second =
                    Service.start("taking-over", around.properties()).ready()) {
                Await.until(
                        "taken over",
                        () -> around.isLinked(fresh)
                                && around.accounts(old).get(0).city().equals("Rome"));
                around.portal.updateUser(old.uid(), draft -> draft.city("Oslo"));
                Await.until(
                        "changed since",
                        () -> around.accounts(old).get(0).city().equals("Oslo"));
                first.signal("CONT");
                debugger.close();

                around.portal.updateUser(fresh.uid(), draft -> draft.city("Bern"));
                Await.until(
                        "all as the CMS has it",
                        () -> around.isQuiet()
                                && around.accounts(old).get(0).city().equals("Oslo")
                                && around.accounts(fresh).get(0).city().equals("Bern"));
                Await.until("quiet", around::isQuiet);
                assertThat(second.isAlive()).isTrue();
            }
            assertInvariants(List.of(old, fresh));
        }
    }

    /** The database gives the lock to another when a relay has been silent for long; the broker then refuses the first. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void keepsTheLastWordRightWhenAZombieRelayComesBack() {
        try (Service first = Service.start("zombie", around.properties()).ready()) {
            PortalUser user = around.newcomer();
            Await.until("linked", () -> around.isLinked(user) && around.isQuiet());
            Debugger debugger = first.debugger();
            debugger.stopAt(Point.BEFORE_OUTBOX_SEND);
            around.portal.updateUser(user.uid(), draft -> draft.name("zombie" + user.uid()));
            debugger.awaitStop();
            first.signal("STOP");

            try (Service second = Service.start("heir", around.properties()).ready()) {
                Await.until("sent by the heir", around::isQuiet);
                around.portal.updateUser(user.uid(), draft -> draft.active(false));
                Await.until(
                        "suspended, and told",
                        () -> around.isQuiet() && around.accounts(user).get(0).suspended());
                first.signal("CONT");
                debugger.close();

                PortalUser later = around.newcomer();
                Await.until("the zombie works again", () -> around.isLinked(later) && around.isQuiet());
                assertThat(second.isAlive() && first.isAlive()).isTrue();
            }
            assertInvariants(List.of(user));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
    void dropsNothingWhenItIsToldToStop() {
        var people = new ArrayList<PortalUser>();
        try (Service first = Service.start("stopped", around.properties()).ready()) {
            IntStream.range(0, STREAM).forEach(n -> people.add(around.newcomer()));
            Await.until("under way", () -> around.isLinked(people.get(0)));
            first.terminate();
            assertThat(around.query("select 1 from person where lease_until is not null"))
                    .isEmpty();
        }
        try (Service second = Service.start("after-stop", around.properties())) {
            Await.until("all linked", () -> people.stream().allMatch(around::isLinked));
            Await.until("quiet", around::isQuiet);
            assertThat(second.isAlive()).isTrue();
        }
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

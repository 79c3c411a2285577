package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.portal.people.PortalUser;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A replica is paused, and neither dies nor lets go of anything by itself; another has to go on without it. */
@EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
class PauseIT {

    private static final int MANY = 12;

    private static Surroundings around;

    @BeforeAll
    static void start() {
        around = new Surroundings();
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    private static Service start(String name) {
        return Service.start("pause-" + name, around.properties());
    }

    private static PortalUser awaitLinkedNewcomer(String what) {
        return awaitLinked(what, around.newcomer());
    }

    /** Of these people, some are in each partition. */
    private static PortalUser[] awaitLinkedNewcomers(String what) {
        PortalUser[] users =
                IntStream.range(0, MANY).mapToObj(n -> around.newcomer()).toArray(PortalUser[]::new);
        awaitLinked(what, users);
        return users;
    }

    private static PortalUser awaitLinked(String what, PortalUser... users) {
        long begun = System.nanoTime();
        Await.until(what, () -> Stream.of(users).allMatch(around::isLinked));
        System.out.printf(
                "%s: %.1f s%n",
                what, Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
        return users[0];
    }

    private static void assertOneAccountEach(PortalUser... users) {
        Await.until("quiet", around::isQuiet);
        assertThat(Arrays.asList(users))
                .allSatisfy(user -> assertThat(around.accounts(user)).hasSize(1));
    }

    /** It is joining the consumer group, which waits for it until its session is over, and then once more. */
    @Test
    void goesOnBesideAReplicaThatIsPausedRightAfterGoingLive() {
        try (Service survivor = start("survivor").ready();
                Service paused = start("live").live()) {
            paused.signal("STOP");
            PortalUser[] users = awaitLinkedNewcomers("taken in beside a replica paused after going live");

            paused.signal("CONT");
            PortalUser later = awaitLinkedNewcomer("taken in when it is back");
            assertOneAccountEach(users);
            assertOneAccountEach(later);
            assertThat(survivor.isAlive()).isTrue();
            assertThat(paused.isAlive()).isTrue();
        }
    }

    @Test
    void takesOverFromAReplicaThatIsPausedRightAfterGoingLive() {
        try (Service paused = start("first").live()) {
            paused.signal("STOP");
            try (Service heir = start("next").ready()) {
                assertOneAccountEach(awaitLinkedNewcomers("taken over from a replica paused after going live"));
                assertThat(heir.isAlive()).isTrue();
            }
        }
    }

    /** What came meanwhile came before it had its partitions: it is read from where the group has been, or the beginning. */
    @Test
    void takesInWhatCameWhileItWasPausedItself() {
        try (Service only = start("only").live()) {
            only.signal("STOP");
            PortalUser[] users =
                    IntStream.range(0, MANY).mapToObj(n -> around.newcomer()).toArray(PortalUser[]::new);
            Await.until("published", () -> around.portal.unsentEvents() == 0);
            only.signal("CONT");
            awaitLinked("taken in after a pause right after going live", users);
            assertOneAccountEach(users);
        }
    }

    /** It has locked whom the events are about and the events' names: nobody else can take the same events in. */
    @Test
    void takesInWhatAPausedReplicaHadInATransaction() {
        pauseAt(Point.BEFORE_JOURNAL_COMMIT);
    }

    @Test
    void takesInWhatConcernsAPersonWhomAPausedReplicaWasRecording() {
        pauseAt(Point.BEFORE_RECORDING_COMMIT);
    }

    private static void pauseAt(Point point) {
        try (Service first = start("at").ready()) {
            awaitLinkedNewcomer("at work");
            Debugger debugger = first.debugger();
            debugger.stopAt(point);
            PortalUser user = around.newcomer();
            debugger.awaitStop();
            first.signal("STOP");
            try (Service second = start("heir").ready()) {
                around.portal.updateUser(user.uid(), draft -> draft.city("Rome"));
                PortalUser other = awaitLinkedNewcomer("taken in beside a replica paused at " + point);
                Await.until(
                        "changed",
                        () -> around.isLinked(user)
                                && around.accounts(user).get(0).city().equals("Rome"));

                first.signal("CONT");
                debugger.close();
                assertOneAccountEach(user, other);
                assertThat(second.isAlive()).isTrue();
            }
        }
    }
}

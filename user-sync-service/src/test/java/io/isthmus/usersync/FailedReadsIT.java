package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Faults;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is concluded from a reading that failed, is empty, or has shrunk. */
@QuarkusTest
@Stack
class FailedReadsIT extends Between {

    private static final int PEOPLE = 6;

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("an empty list", (Consumer<Faults>) Faults::emptyLists, PEOPLE),
                Arguments.of("half a list", (Consumer<Faults>) Faults::halfLists, 1),
                Arguments.of("500", (Consumer<Faults>) Faults::error, PEOPLE),
                Arguments.of("200 as to anybody", (Consumer<Faults>) Faults::anonymous, PEOPLE),
                Arguments.of("no connection", (Consumer<Faults>) Faults::down, PEOPLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aCmsThatAnswersBadlySuspendsNobodyAndLosesNothing(String answer, Consumer<Faults> fault, int fewestWaiting) {
        List<PortalUser> people = people();
        fault.accept(portal.faults());

        people.forEach(user -> portal.updateUser(user.uid(), draft -> draft.city("Oslo")));
        Await.until(
                answer + " has been met",
                () -> people.stream().filter(this::waits).count() >= fewestWaiting
                        && people.stream().allMatch(user -> waits(user) || isIn("Oslo", user)));
        assertNobodySuspended(people);

        portal.faults().clear();
        Await.until("all applied", () -> people.stream().allMatch(user -> isIn("Oslo", user)));
        assertNobodySuspended(people);
    }

    private boolean waits(PortalUser user) {
        return world.journal(user.uid()).stream().anyMatch(entry -> "waiting".equals(entry.get("state")));
    }

    private boolean isIn(String city, PortalUser user) {
        return world.account(user.uid()).city().equals(city);
    }

    @Test
    void aTokenThatSeesNobodyAnyMoreCreatesNobodyAndSuspendsNobody() {
        List<PortalUser> people = people();
        lms.token().revoke(Capability.USER_VIEW_DETAILS);
        try {
            PortalUser fresh = world.newcomer();
            people.forEach(user -> portal.updateUser(user.uid(), draft -> draft.city("Rome")));
            Await.until(
                    "all wait",
                    () -> Stream.concat(people.stream(), Stream.of(fresh))
                            .allMatch(user -> newest(user).get("state").equals("waiting")));

            assertThat(newest(fresh)).containsEntry("reason", "lms-hides-users");
            assertThat(world.accounts(fresh.uid())).isEmpty();
            assertNobodySuspended(people);

            lms.token().grant(Capability.USER_VIEW_DETAILS);
            world.linked(fresh);
            Await.until("all applied", () -> people.stream().allMatch(user -> isIn("Rome", user)));
            assertNobodySuspended(people);
        } finally {
            lms.token().grant(Capability.USER_VIEW_DETAILS);
        }
    }

    private List<PortalUser> people() {
        List<PortalUser> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> world.newcomer()).toList();
        people.forEach(world::linked);
        people.forEach(user -> world.settled(user.uid(), 1));
        return people;
    }

    private Map<String, Object> newest(PortalUser user) {
        return world.journal(user.uid()).get(0);
    }

    /** At neither side, and the link says so too. */
    private void assertNobodySuspended(List<PortalUser> people) {
        assertThat(people).allSatisfy(user -> {
            assertThat(world.accounts(user.uid()))
                    .singleElement()
                    .extracting(LmsUser::suspended)
                    .isEqualTo(false);
            assertThat(portal.user(user.uid()).orElseThrow().active()).isTrue();
            assertThat(world.links(user.uid()))
                    .singleElement()
                    .extracting("status")
                    .isEqualTo("linked");
        });
    }
}

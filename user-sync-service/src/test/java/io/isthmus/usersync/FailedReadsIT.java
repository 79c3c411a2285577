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
                Arguments.of("an empty list", (Consumer<Faults>) Faults::emptyLists),
                Arguments.of("half a list", (Consumer<Faults>) Faults::halfLists),
                Arguments.of("500", (Consumer<Faults>) Faults::error),
                Arguments.of("200 as to anybody", (Consumer<Faults>) Faults::anonymous),
                Arguments.of("no connection", (Consumer<Faults>) Faults::down));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aCmsThatAnswersBadlySuspendsNobody(String answer, Consumer<Faults> fault) {
        List<PortalUser> people = people();
        fault.accept(portal.faults());

        people.forEach(user -> world.events.cms(Events.upserted("cms", String.valueOf(user.uid()))));
        Await.until(answer + " has been met", () -> people.stream().allMatch(this::hasBeenLookedAt));
        assertNobodySuspended(people);

        portal.faults().clear();
        people.forEach(user -> world.settled(user.uid(), 2));
        assertNobodySuspended(people);
        people.forEach(user -> assertThat(world.links(user.uid()).get(0)).containsEntry("status", "linked"));
    }

    @Test
    void aTokenThatSeesNobodyAnyMoreCreatesNobodyAndSuspendsNobody() {
        List<PortalUser> people = people();
        lms.token().revoke(Capability.USER_VIEW_DETAILS).revoke(Capability.USER_UPDATE);
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

            lms.token().grant(Capability.USER_VIEW_DETAILS).grant(Capability.USER_UPDATE);
            world.linked(fresh);
            Await.until(
                    "all applied",
                    () -> people.stream()
                            .allMatch(user -> world.account(user.uid()).city().equals("Rome")));
            assertNobodySuspended(people);
        } finally {
            lms.token().grant(Capability.USER_VIEW_DETAILS).grant(Capability.USER_UPDATE);
        }
    }

    private List<PortalUser> people() {
        List<PortalUser> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> world.newcomer()).toList();
        people.forEach(world::linked);
        people.forEach(user -> world.settled(user.uid(), 1));
        return people;
    }

    private boolean hasBeenLookedAt(PortalUser user) {
        Map<String, Object> entry = newest(user);
        return ((Number) entry.get("attempts")).intValue() > 0;
    }

    private Map<String, Object> newest(PortalUser user) {
        return world.journal(user.uid()).get(0);
    }

    private void assertNobodySuspended(List<PortalUser> people) {
        people.forEach(user -> assertThat(world.accounts(user.uid()))
                .singleElement()
                .extracting(LmsUser::suspended)
                .isEqualTo(false));
    }
}

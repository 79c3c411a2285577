package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Faults;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What an entry says that met the fault, and came to its end or waits for another try. */
    private static final Set<String> WAITING = Set.of("waiting");

    private static final Set<String> ABSENT = Set.of("absent-at-cms");
    private static final Set<String> SOME_ABSENT = Set.of("absent-at-cms", "in-sync");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("an empty list", (Consumer<Faults>) Faults::emptyLists, ABSENT),
                Arguments.of("half a list", (Consumer<Faults>) Faults::halfLists, SOME_ABSENT),
                Arguments.of("500", (Consumer<Faults>) Faults::error, WAITING),
                Arguments.of("200 as to anybody", (Consumer<Faults>) Faults::anonymous, WAITING),
                Arguments.of("no connection", (Consumer<Faults>) Faults::down, WAITING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aCmsThatAnswersBadlySuspendsNobody(String answer, Consumer<Faults> fault, Set<String> met) {
        List<PortalUser> people = people();
        fault.accept(portal.faults());

        Map<PortalUser, String> events = tell(people);
        Await.untilAsserted(
                answer + " has been met",
                () -> assertThat(people.stream().map(user -> outcome(user, events.get(user))))
                        .containsOnlyElementsOf(met)
                        .containsAll(met));
        assertNobodySuspended(people);

        portal.faults().clear();
        people.forEach(user -> world.settled(user.uid(), 2));
        assertNobodySuspended(people);
    }

    /** @return the id of the event about each */
    private Map<PortalUser, String> tell(List<PortalUser> people) {
        var ids = new HashMap<PortalUser, String>();
        people.forEach(user -> {
            ObjectNode event = Events.upserted("cms", String.valueOf(user.uid()));
            world.events.cms(event);
            ids.put(user, event.path("id").asText());
        });
        return ids;
    }

    /** @return what came of an event: the reason for which nothing was done, else the state; empty before it has come in */
    private String outcome(PortalUser user, String event) {
        return world.journal(user.uid()).stream()
                .filter(entry -> event.equals(entry.get("eventId")))
                .map(entry -> String.valueOf(entry.get("unchanged".equals(entry.get("state")) ? "reason" : "state")))
                .findFirst()
                .orElse("");
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
            Await.until(
                    "all applied",
                    () -> people.stream()
                            .allMatch(user -> world.account(user.uid()).city().equals("Rome")));
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

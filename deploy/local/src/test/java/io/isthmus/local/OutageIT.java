package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.local.CmsAdministrator.Account;
import io.isthmus.local.WebBrowser.Page;
import io.isthmus.local.World.Person;
import io.isthmus.testbed.Await;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people notice while a part is down, and that nothing is lost. */
@ExtendWith(SharedStack.class)
class OutageIT {

    private static final int CHANGES = 50;

    private final TestStack stack;
    private final World world;

    OutageIT(TestStack stack) {
        this.stack = stack;
        this.world = new World(stack);
    }

    @Test
    void aTerminatedUserSyncDropsNothingAndLoginsAndDashboardsGoOn() throws Exception {
        List<Account> accounts = IntStream.range(0, CHANGES)
                .mapToObj(number -> world.cms.create("learner" + number))
                .toList();
        List<Person> people = accounts.stream().map(world::known).toList();

        ProcessHandle stopping = null;
        for (int number = 0; number < CHANGES; number++) {
            world.cms.change(people.get(number).account(), Map.of("field_last_name", "Changed " + number));
            if (number == CHANGES / 3) {
                stopping = stack.terminate(Port.SYNC);
            }
        }
        assertThat(stopping).isNotNull();
        stopping.onExit().join();

        assertLogsIn(people.get(0));
        assertThat(world.loggedIn("ada").open("/learning").document().select(".card.mine"))
                .as("the dashboard")
                .hasSize(3);
        stack.startUserSyncAgain();
        for (int number = 0; number < CHANGES; number++) {
            awaitLastName(people.get(number), "Changed " + number);
        }
    }

    @Test
    void withoutKafkaKnownPeopleLogInNewOnesAreAskedToWaitAndEventsAreKept() {
        Person known = world.newcomer("karl");
        stack.stopKafka();
        Account unknown;
        try {
            world.cms.change(known.account(), Map.of("field_last_name", "Changed Meanwhile"));
            unknown = world.cms.create("nils");

            assertLogsIn(known);
            assertThat(world.loggedIn("ada").open("/learning").document().select(".card.mine"))
                    .as("the dashboard")
                    .hasSize(3);
            Page page = world.enter(new WebBrowser(), world.token(unknown.uid(), "nils", "/my/"));
            assertThat(page.status()).as(page.text()).isEqualTo(503);
            assertThat(page.text()).contains("Not possible at the moment");
            assertThat(page.headers().firstValue("retry-after")).isPresent();
        } finally {
            stack.startKafka();
        }

        awaitLastName(known, "Changed Meanwhile");
        assertLogsIn(world.known(unknown));
    }

    private void assertLogsIn(Person person) {
        Page page = world.enter(new WebBrowser(), world.token(person.uid(), person.name(), "/my/"));
        assertThat(page.document().body().attr("data-username")).as(page.text()).isEqualTo(person.name());
    }

    private void awaitLastName(Person person, String name) {
        Await.untilAsserted(
                name + " is at the LMS",
                () -> assertThat(world.lms
                                .user("id", person.lmsId())
                                .path("lastname")
                                .asText())
                        .isEqualTo(name));
    }
}

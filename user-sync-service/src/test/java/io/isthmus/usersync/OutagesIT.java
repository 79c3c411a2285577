package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class OutagesIT extends Between {

    @Test
    void waitsForAnLmsThatIsDownAndAppliesWhenItIsBack() {
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        PortalUser user = world.newcomer();
        Await.until(
                "waiting",
                () -> world.journal(user.uid()).stream().anyMatch(entry -> "waiting".equals(entry.get("state"))));
        lms.faults().clear();

        Await.until(
                "applied",
                () -> "applied".equals(world.journal(user.uid()).get(0).get("state")));
        assertThat(world.accounts(user.uid())).hasSize(1);
    }

    @Test
    void makesNoSecondAccountWhenTheAnswerToTheFirstIsLost() {
        lms.faults().times(1, "core_user_create_users", Fault.of(Fault.Kind.DROP_ANSWER));

        PortalUser user = world.newcomer();

        Await.until("a link", () -> world.links(user.uid()).size() == 1);
        assertThat(world.accounts(user.uid())).hasSize(1);
        assertThat(world.settled(user.uid(), 1).get(0)).containsEntry("decision", "link");
    }

    @Test
    void concludesNothingFromACmsThatTakesItForAnonymous() {
        PortalUser user = world.newcomer();
        world.linked(user);
        portal.faults().anonymous();

        portal.updateUser(user.uid(), draft -> draft.city("Rome"));
        Await.until(
                "waiting",
                () -> "waiting".equals(world.journal(user.uid()).get(0).get("state")));

        assertThat(world.account(user.uid()).suspended()).isFalse();
        portal.faults().clear();
        Await.until(
                "the change at the LMS", () -> world.account(user.uid()).city().equals("Rome"));
        assertThat(world.account(user.uid()).suspended()).isFalse();
    }

    @Test
    void makesNobodyWhenItsTokenNoLongerSeesAnybody() {
        world.linked(world.newcomer());
        lms.token().revoke(Capability.USER_VIEW_DETAILS);
        try {
            PortalUser user = world.newcomer();
            Await.until(
                    "waiting",
                    () -> "lms-hides-users"
                            .equals(world.journal(user.uid()).get(0).get("reason")));
            assertThat(world.accounts(user.uid())).isEmpty();
            lms.token().grant(Capability.USER_VIEW_DETAILS);
            Await.until("a link", () -> world.links(user.uid()).size() == 1);
        } finally {
            lms.token().grant(Capability.USER_VIEW_DETAILS);
        }
    }
}

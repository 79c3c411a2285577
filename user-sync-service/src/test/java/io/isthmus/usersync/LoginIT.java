package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class LoginIT extends Between {

    @Test
    void makesTheAccountOnTheWay() {
        PortalUser chloe = portal.user(103).orElseThrow();

        world.events.login(Events.login(chloe, true));

        Await.until("a link in the topic", () -> linkEvents(chloe) == 1);
        assertThat(world.account(103).username()).isEqualTo("chloe");
    }

    @Test
    void findsOutWhoAPersonIsThatTheTokenOnlyNames() {
        PortalUser bruno = portal.user(102).orElseThrow();
        ObjectNode login = Events.login(bruno, true);
        ((ObjectNode) login.path("data")).put("cmsUid", "name:bruno");

        world.events.login(login);

        Await.until("a link", () -> world.links(102).size() == 1);
        assertThat(world.links(102).get(0)).containsEntry("lmsUserId", "5");
    }

    @Test
    void saysAgainWhatSomebodyAtTheDoorHasNotHeard() {
        PortalUser user = world.newcomer();
        world.linked(user);
        Await.until("a link in the topic", () -> linkEvents(user) == 1);

        world.events.login(Events.login(user, true));

        Await.until("the link once more", () -> linkEvents(user) == 2);
    }

    private long linkEvents(PortalUser user) {
        return world.topic("isthmus.identity.links").records().stream()
                .filter(record -> record.key().equals("cms:" + user.uid() + ":lms"))
                .count();
    }
}

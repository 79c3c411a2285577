package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class CmsToLmsIT {

    LmsStandIn lms;
    Portal portal;
    KafkaServer kafka;
    TokenIssuer issuer;
    World world;

    @BeforeEach
    void begin() {
        world = new World(lms, portal, kafka, issuer);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void makesAnAccountForAChangedUserWhomTheLmsDoesNotHave() {
        PortalUser user = world.newcomer();

        LmsUser account = world.linked(user);

        assertThat(account.username()).isEqualTo(user.name());
        assertThat(account.email()).isEqualTo(user.mail());
        assertThat(account.firstname()).isEqualTo("Pat");
        assertThat(account.lastname()).isEqualTo("Person");
        assertThat(account.city()).isEqualTo("Paris");
        assertThat(account.country()).isEqualTo("FR");
        assertThat(account.auth()).isEqualTo("userkey");
        assertThat(world.settled(user.uid(), 1))
                .extracting(entry -> entry.get("state"), entry -> entry.get("decision"))
                .containsExactly(tuple("applied", "create"));
    }

    @Test
    void writesAChangedNameAndUsernameToTheSameAccount() {
        PortalUser user = world.newcomer();
        LmsUser before = world.linked(user);

        portal.updateUser(user.uid(), draft -> draft.name(user.name() + "-new").lastName("Changed"));
        world.events.cmsChanged(user.uid());

        Await.untilAsserted("the change at the LMS", () -> {
            LmsUser after = world.account(user.uid());
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.lastname()).isEqualTo("Changed");
            assertThat(after.username()).isEqualTo(user.name() + "-new");
        });
    }
}

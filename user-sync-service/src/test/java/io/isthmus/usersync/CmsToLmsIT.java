package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class CmsToLmsIT extends Between {

    @Test
    void makesAnAccountForAChangedUserWhomTheLmsDoesNotHave() {
        PortalUser user = world.newcomer();

        LmsUser account = world.linked(user);

        assertThat(account.username()).isEqualTo(user.name());
        assertThat(account.email()).isEqualTo(user.mail());
        assertThat(account.fullname()).isEqualTo("Pat Person");
        assertThat(account.city()).isEqualTo("Paris");
        assertThat(account.country()).isEqualTo("FR");
        assertThat(account.auth()).isEqualTo("userkey");
        assertThat(world.settled(user.uid(), 1))
                .extracting(entry -> entry.get("state"), entry -> entry.get("decision"))
                .containsOnly(tuple("applied", "create"));
    }

    @Test
    void tellsTheOthersOfTheLinkAndOfTheOutcome() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        Await.untilAsserted("both events", () -> {
            assertThat(eventsOf(user, "isthmus.identity.links")).singleElement().satisfies(event -> {
                JsonNode data = event.path("data");
                assertThat(data.path("lmsUserId").asText()).isEqualTo(String.valueOf(account.id()));
                assertThat(data.path("status").asText()).isEqualTo("linked");
                assertThat(data.path("version").asLong()).isEqualTo(1);
            });
            assertThat(eventsOf(user, "isthmus.sync.outcomes"))
                    .extracting(event -> event.path("type").asText())
                    .containsExactly("io.isthmus.sync.applied.v1");
        });

        assertThat(eventsOf(user, "isthmus.identity.links")).allSatisfy(CmsToLmsIT::keepsItsContract);
        assertThat(eventsOf(user, "isthmus.sync.outcomes")).allSatisfy(CmsToLmsIT::keepsItsContract);
    }

    private List<JsonNode> eventsOf(PortalUser user, String topic) {
        String uid = String.valueOf(user.uid());
        return world.topic(topic)
                .events(event -> event.path("data").path("cmsUid").asText().equals(uid));
    }

    private static void keepsItsContract(JsonNode event) {
        assertThat(Contracts.violations(event.toString())).isEmpty();
        JsonNode sample = Events.sample(event.path("type").asText());
        sample.path("data").fieldNames().forEachRemaining(field -> {
            if (!field.equals("unknownField")) {
                assertThat(event.path("data").has(field)).as(field).isTrue();
            }
        });
    }

    @Test
    void writesAChangedNameAndUsernameToTheSameAccount() {
        PortalUser user = world.newcomer();
        LmsUser before = world.linked(user);

        portal.updateUser(user.uid(), draft -> draft.name(user.name() + "-new").lastName("Changed"));

        Await.untilAsserted("the change at the LMS", () -> {
            LmsUser after = world.account(user.uid());
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.lastname()).isEqualTo("Changed");
            assertThat(after.username()).isEqualTo(user.name() + "-new");
        });
        Await.until(
                "the new names in the link",
                () -> world.links(user.uid()).get(0).get("lmsUsername").equals(user.name() + "-new"));
    }

    @Test
    void suspendsAndReactivatesWithTheCms() {
        PortalUser user = world.newcomer();
        world.linked(user);

        portal.updateUser(user.uid(), draft -> draft.active(false));
        Await.until("suspended", () -> world.account(user.uid()).suspended());
        Await.until(
                "said so", () -> world.links(user.uid()).get(0).get("status").equals("suspended"));

        portal.updateUser(user.uid(), draft -> draft.active(true));
        Await.until("active again", () -> !world.account(user.uid()).suspended());
        Await.until(
                "said so", () -> world.links(user.uid()).get(0).get("status").equals("linked"));
    }

    @Test
    void makesNothingForABlockedUserWhomTheLmsDoesNotHave() {
        PortalUser user = world.newcomer(false);

        assertThat(world.settled(user.uid(), 1))
                .extracting(entry -> entry.get("state"), entry -> entry.get("reason"))
                .containsOnly(tuple("unchanged", "blocked-at-cms"));
        assertThat(world.accounts(user.uid())).isEmpty();
        assertThat(world.links(user.uid())).isEmpty();
    }

    @Test
    void suspendsTheAccountOfADeletedUser() {
        PortalUser user = world.newcomer();
        world.linked(user);

        portal.deleteUser(user.uid());

        Await.until("suspended", () -> world.account(user.uid()).suspended());
    }

    @Test
    void saysWhyAnAddressThatAnotherAccountHasIsLeftOut() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        portal.updateUser(user.uid(), draft -> draft.mail("grace@example.org").city("Oslo"));

        Await.until(
                "the rest at the LMS", () -> world.account(user.uid()).city().equals("Oslo"));
        assertThat(world.account(user.uid()).email()).isEqualTo(account.email());
        Await.until(
                "settled",
                () -> "conflict".equals(world.journal(user.uid()).get(0).get("state")));
        assertThat(world.journal(user.uid()).get(0))
                .containsEntry("reason", "email-taken")
                .containsEntry("fields", List.of("city"));
    }

    @Test
    void endsAConflictByItselfWhenTheOtherGivesTheAddressUp() {
        PortalUser leaver = world.newcomer();
        LmsUser left = world.linked(leaver);
        portal.deleteUser(leaver.uid());
        Await.until("suspended", () -> world.account(leaver.uid()).suspended());
        PortalUser user = world.newcomer();
        world.linked(user);
        portal.updateUser(user.uid(), draft -> draft.mail(left.email()));
        Await.until(
                "the conflict",
                () -> "conflict".equals(world.journal(user.uid()).get(0).get("state")));

        lms.state().saveUser(world.account(leaver.uid()).with("email", "left@example.org"));
        world.events.lmsChanged(left.id());

        Await.until("the address", () -> world.account(user.uid()).email().equals(left.email()));
    }
}

package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class LmsToCmsIT extends Between {

    @Test
    void writesWhatTheLmsOwnsToTheCmsAndHearsNoEcho() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        lms.state().saveUser(account.with("country", "IT"));
        world.events.lmsChanged(account.id());
        Await.until(
                "the country at the CMS",
                () -> "IT".equals(portal.user(user.uid()).orElseThrow().country()));

        world.settled(user.uid(), 3);
        assertThat(world.journal(user.uid()).stream().filter(from("lms")))
                .extracting(entry -> entry.get("state"), entry -> entry.get("decision"))
                .containsExactly(tuple("applied", "update"));
        assertThat(world.journal(user.uid()).get(0)).containsEntry("state", "unchanged");
        assertThat(lms.calls().log("core_user_update_users"))
                .noneMatch(call ->
                        String.valueOf(account.id()).equals(call.parameters().get("users[0][id]")));
    }

    private static Predicate<Map<String, Object>> from(String source) {
        return entry -> source.equals(entry.get("source"));
    }

    @Test
    void putsBackWhatTheLmsDoesNotOwn() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        lms.state().saveUser(account.with("city", "Elsewhere"));
        world.events.lmsChanged(account.id());

        Await.until("the city put back", () -> world.account(user.uid()).city().equals("Paris"));
        assertThat(portal.user(user.uid()).orElseThrow().city()).isEqualTo("Paris");
    }

    @Test
    void findsByTheIdnumberWhomAnLmsEventIsAbout() {
        PortalUser user = world.newcomer(false);
        world.settled(user.uid(), 1);
        LmsUser account = lms.addUser("known" + user.uid(), "Known", "Account", "known" + user.uid() + "@example.org");
        lms.state().saveUser(account.with("idnumber", "cms:" + user.uid()));

        world.events.lmsChanged(account.id());

        Await.until("a link", () -> world.links(user.uid()).size() == 1);
        assertThat(world.links(user.uid()).get(0)).containsEntry("lmsUserId", String.valueOf(account.id()));
        Await.until("the CMS's name", () -> world.account(user.uid()).username().equals(user.name()));
        assertThat(world.account(user.uid()).suspended()).isTrue();
    }

    @Test
    void leavesAloneWhomTheCmsDoesNotKnow() {
        long before = lms.calls().count("core_user_update_users");

        world.events.lmsChanged(7);

        Await.until(
                "the entry settled",
                () -> world.api("sync:read")
                        .get("/v1/journal?state=unchanged&limit=500")
                        .then()
                        .extract()
                        .jsonPath()
                        .getList("items.reason")
                        .contains("not-in-cms"));
        assertThat(lms.calls().count("core_user_update_users")).isEqualTo(before);
    }
}

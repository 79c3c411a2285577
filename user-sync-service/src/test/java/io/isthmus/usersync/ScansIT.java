package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sides that tell nobody: the portal does tell, so the scanner stands beside a producer there. */
@QuarkusTest
@Stack
class ScansIT extends Between {

    @BeforeEach
    void beginNow() {
        scan("cms");
        scan("lms");
    }

    @Test
    void findsWhatChangedAtTheLms() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        scan("lms");

        lms.state().saveUser(account.with("country", "IT"));
        scan("lms");

        Await.until(
                "the country at the CMS",
                () -> "IT".equals(portal.user(user.uid()).orElseThrow().country()));
        Await.until(
                "the entry written down",
                () -> world.journal(user.uid()).stream()
                        .anyMatch(
                                entry -> "scan".equals(entry.get("channel")) && "applied".equals(entry.get("state"))));
    }

    @Test
    void findsWhatChangedAtTheCmsAndMakesNoNewsOfItTwice() {
        PortalUser blocked = world.newcomer(false);
        world.settled(blocked.uid(), 1);

        scan("cms");
        List<Map<String, Object>> entries = world.settled(blocked.uid(), 2);
        scan("cms");

        assertThat(entries).anyMatch(entry -> "scan".equals(entry.get("channel")));
        assertThat(world.settled(blocked.uid(), 2)).hasSize(entries.size());
    }

    @Test
    void doesNoHarmBesideAProducer() {
        PortalUser user = world.newcomer();
        world.linked(user);
        int accounts = lms.users().size();

        portal.updateUser(user.uid(), draft -> draft.city("Lyon"));
        scan("cms");
        scan("lms");

        Await.until("the city", () -> world.account(user.uid()).city().equals("Lyon"));
        world.settled(user.uid(), 2);
        assertThat(world.accounts(user.uid())).hasSize(1);
        assertThat(lms.users()).hasSize(accounts);
        assertThat(portal.user(user.uid()).orElseThrow().city()).isEqualTo("Lyon");
    }

    @Test
    void concludesNothingFromAnswersThatAreNone() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);

        portal.faults().anonymous();
        assertThat(status("cms")).isEqualTo(503);
        portal.faults().error();
        assertThat(status("cms")).isEqualTo(503);
        portal.faults().emptyLists();
        assertThat(status("cms")).isEqualTo(200);
        portal.faults().halfLists();
        assertThat(status("cms")).isEqualTo(200);
        portal.faults().clear();
        lms.token().revoke(Capability.REPORT_VIEW_ALL);
        assertThat(status("lms")).isEqualTo(503);
        lms.token().grant(Capability.REPORT_VIEW_ALL);
        lms.token().revoke(Capability.USER_VIEW_DETAILS);
        assertThat(status("lms")).isIn(200, 503);
        lms.token().grant(Capability.USER_VIEW_DETAILS);

        assertThat(status("lms")).isEqualTo(200);
        world.settled(user.uid(), 1);
        assertThat(world.account(user.uid()).suspended()).isFalse();
        assertThat(portal.user(user.uid()).orElseThrow().active()).isTrue();
        assertThat(world.links(user.uid()).get(0))
                .containsEntry("status", "linked")
                .containsEntry("lmsUserId", String.valueOf(account.id()));
    }

    private int status(String side) {
        return world.api("sync:admin").post("/v1/scans/" + side).statusCode();
    }

    private JsonPath scan(String side) {
        return world.api("sync:admin")
                .post("/v1/scans/" + side)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}

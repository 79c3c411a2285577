package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class ImportToLmsIT extends Between {

    private ImportRuns imports;

    @BeforeEach
    void beginImports() {
        imports = new ImportRuns(world);
    }

    /** Other tests' imports leave alone who is suspended. */
    @AfterEach
    void hideNewcomers() {
        lms.users().stream()
                .filter(user -> user.username().startsWith("brought-"))
                .forEach(user -> lms.state().saveUser(user.suspended(true)));
    }

    @Test
    void bringsTheCmsUsersToTheLmsOnceTheReportIsApproved() {
        LmsUser inTheWay = newcomer("brought-way");
        LmsUser theirs = newcomer("brought-theirs");
        LmsUser somebodys = newcomer("brought-somebodys");
        PortalUser missing = withoutAccount("brought-missing", inTheWay.email());
        PortalUser known = withoutAccount("brought-known2", theirs.email());
        PortalUser disputed = withoutAccount("brought-disputed", somebodys.email());
        // What is mended at the LMS by hand, nobody tells of.
        lms.state().saveUser(inTheWay.with("email", "other-" + inTheWay.email()));
        lms.state().saveUser(theirs.with("idnumber", "cms:" + known.uid()));

        String id = imports.begin("cms-to-lms");
        imports.settled(id, "ready");

        assertThat(imports.report(id))
                .containsEntry(String.valueOf(missing.uid()), "create null")
                .containsEntry(String.valueOf(known.uid()), "link null")
                .containsEntry(String.valueOf(disputed.uid()), "conflict email-taken");
        assertThat(world.accounts(missing.uid()))
                .as("nothing is written by a dry run")
                .isEmpty();
        assertThat(world.links(known.uid())).isEmpty();

        imports.approve(id);
        imports.settled(id, "done");

        assertThat(imports.outcomes(id))
                .containsEntry(String.valueOf(missing.uid()), "applied null")
                .containsEntry(String.valueOf(known.uid()), "applied null")
                .containsEntry(String.valueOf(disputed.uid()), "null null");
        LmsUser made = world.account(missing.uid());
        assertThat(made.username()).isEqualTo(missing.name());
        assertThat(made.email()).isEqualTo(missing.mail());
        assertThat(made.city()).isEqualTo("Paris");
        assertThat(made.suspended()).isFalse();
        assertThat(world.account(known.uid()).id()).isEqualTo(theirs.id());
        assertThat(world.account(known.uid()).city()).isEqualTo("Paris");
        assertLinked(missing, made.id());
        assertLinked(known, theirs.id());
        assertThat(world.links(disputed.uid())).isEmpty();
        assertThat(world.accounts(disputed.uid())).isEmpty();
    }

    private void assertLinked(PortalUser user, long account) {
        assertThat(world.links(user.uid()))
                .singleElement()
                .satisfies(link -> assertThat(link)
                        .containsEntry("lmsUserId", String.valueOf(account))
                        .containsEntry("status", "linked"));
        assertThat(openConflicts(user)).isEmpty();
    }

    /** Somebody whom the LMS could not have when the CMS told of them. */
    private PortalUser withoutAccount(String name, String mail) {
        PortalUser user = portal.addUser(
                new UserDraft().name(name).mail(mail).city("Paris").active(true));
        Await.until("the address in the way", () -> openConflicts(user).equals(List.of("email-taken")));
        return user;
    }

    private List<String> openConflicts(PortalUser user) {
        return world.api("sync:read")
                .get("/v1/conflicts?cmsUid=" + user.uid())
                .then()
                .statusCode(200)
                .extract()
                .path("items.reason");
    }

    @Test
    void leavesOutWhoIsLinkedUnlinkedOrBlocked() {
        PortalUser known = world.newcomer();
        LmsUser account = world.linked(known);
        world.api("sync:admin")
                .delete("/v1/links/cms/" + known.uid() + "/lms")
                .then()
                .statusCode(204);
        PortalUser blocked = world.newcomer(false);
        PortalUser linked = world.newcomer();
        world.linked(linked);

        String id = imports.begin("cms-to-lms");
        imports.settled(id, "ready");

        assertThat(imports.report(id))
                .containsEntry(String.valueOf(linked.uid()), "skip linked")
                .containsEntry(String.valueOf(known.uid()), "skip unlinked")
                .containsEntry(String.valueOf(blocked.uid()), "skip blocked-at-cms");
        assertThat(world.account(known.uid())).isEqualTo(account);
        imports.cancel(id);
        world.api("sync:admin").post("/v1/imports/" + id + "/approve").then().statusCode(409);
    }

    private LmsUser newcomer(String username) {
        return lms.addUser(username, "Éva", "O'Brien-" + username, username + "@example.org");
    }
}

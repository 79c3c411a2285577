package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.person.PersonKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account of the LMS that could have had a user at the CMS when the report was made, and cannot any more. */
@QuarkusTest
@Stack
class ImportDisputesIT extends Between {

    @Inject
    MoodleClient moodle;

    @Inject
    Journal journal;

    @Inject
    Pool pool;

    @AfterEach
    void hideNewcomers() {
        lms.users().stream()
                .filter(user -> user.username().startsWith("disputed") && !user.deleted())
                .forEach(user -> lms.state().saveUser(user.with("idnumber", "").suspended(true)));
    }

    @Test
    void areConflictsAboutTheAccountThatAPersonResolves() {
        var imports = new ImportRuns(world);
        LmsUser chosen = lms.addUser("disputed1", "Éva", "One", "disputed1@example.org");
        LmsUser mended = lms.addUser("disputed2", "Éva", "Two", "disputed2@example.org");
        LmsUser gone = lms.addUser("disputed3", "Éva", "Three", "disputed3@example.org");
        String id = imports.begin("lms-to-cms");
        imports.settled(id, "ready");
        assertThat(imports.report(id)).containsEntry(String.valueOf(chosen.id()), "create null");
        PortalUser namesake = atTheCms("disputed1", "namesake1@example.org");
        PortalUser stranger = atTheCms("disputed2", "namesake2@example.org");
        atTheCms("somebody3", "disputed3@example.org");

        imports.approve(id);
        imports.settled(id, "done");

        assertThat(imports.outcomes(id))
                .containsEntry(String.valueOf(chosen.id()), "conflict username-taken")
                .containsEntry(String.valueOf(gone.id()), "conflict email-taken");
        Map<String, Object> conflict = conflict(chosen);
        assertThat(conflict).containsEntry("lmsSource", "lms").doesNotContainKey("cmsUid");
        assertThat(String.valueOf(conflict.get("explanation")))
                .startsWith(
                        "A user of the CMS has the login name of this account of the LMS (id " + chosen.id() + ").");
        assertTold(mended);

        resolve(chosen, Map.of("action", "link")).statusCode(400).body("detail", equalTo("cmsUid is needed to link."));
        resolve(chosen, Map.of("action", "link", "cmsUid", String.valueOf(namesake.uid())))
                .statusCode(200)
                .body("resolution", equalTo("link"))
                .body("resolvedBy", equalTo("operator"))
                .body("cmsUid", equalTo(String.valueOf(namesake.uid())));
        portal.updateUser(stranger.uid(), draft -> draft.name("renamed2"));
        resolve(mended, Map.of("action", "retry")).statusCode(200);
        delete(gone);
        resolve(gone, Map.of("action", "retry")).statusCode(200);

        Await.until(
                "no conflict about an account",
                () -> List.of(chosen, mended, gone).stream()
                        .allMatch(account -> conflicts(account).isEmpty()));
        assertThat(world.links(namesake.uid()))
                .singleElement()
                .satisfies(link -> assertThat(link).containsEntry("lmsUserId", String.valueOf(chosen.id())));
        int made =
                Integer.parseInt(lms.user(mended.id()).orElseThrow().idnumber().substring("cms:".length()));
        assertThat(portal.user(made).orElseThrow().name()).isEqualTo("disputed2");
        assertThat(world.settled(made, 1))
                .as("the entry that met the conflict is settled with it")
                .extracting(entry -> entry.get("state"))
                .doesNotContain("conflict");
        assertTold(made, mended, "link");
        assertForgottenWithThePerson(made, mended);
    }

    @Test
    void stayOpenUntilTheAccountHasAUser() {
        LmsUser account = disputed("disputed4");
        Object id = conflict(account).get("id");

        lms.state().saveUser(account.with("idnumber", "cms:987654"));
        resolve(account, Map.of("action", "retry")).statusCode(200);
        Await.until("looked at", () -> entries(id).contains("unchanged not-in-cms"));
        assertThat(conflict(account))
                .as("the CMS shows nobody who could have it")
                .containsEntry("id", id);

        PortalUser owner = world.newcomer();
        LmsUser own = world.linked(owner);
        lms.state().saveUser(account.with("idnumber", "cms:" + owner.uid()));
        resolve(account, Map.of("action", "retry")).statusCode(200);
        Await.until("gone", () -> conflicts(account).isEmpty());
        assertThat(entries(id)).contains("superseded resolved").noneMatch(entry -> entry.startsWith("conflict"));
        assertThat(world.links(owner.uid()))
                .singleElement()
                .satisfies(link -> assertThat(link).containsEntry("lmsUserId", String.valueOf(own.id())));
    }

    @Test
    void leaveNoEntryInConflictWhenAPersonLinksTheAccount() {
        LmsUser account = disputed("disputed6");
        Object id = conflict(account).get("id");
        PortalUser chosen = world.newcomer(false);

        resolve(account, Map.of("action", "link", "cmsUid", String.valueOf(chosen.uid())))
                .statusCode(200)
                .body("resolution", equalTo("link"))
                .body("resolvedBy", equalTo("operator"));

        world.settled(chosen.uid(), 2);
        assertThat(entries(id)).contains("superseded resolved").noneMatch(entry -> entry.startsWith("conflict"));
        world.api("sync:read")
                .get("/v1/conflicts/" + id)
                .then()
                .body("resolution", equalTo("link"))
                .body("cmsUid", equalTo(String.valueOf(chosen.uid())));
    }

    @Test
    void areLeftAloneOnceAPersonDismissesThem() {
        LmsUser account = disputed("disputed5");
        Object id = conflict(account).get("id");

        resolve(account, Map.of("action", "dismiss"))
                .statusCode(200)
                .body("resolution", equalTo("dismiss"))
                .body("resolvedBy", equalTo("operator"))
                .body("cmsUid", nullValue());

        assertThat(entries(id)).containsExactly("discarded username-taken");
        world.events.lmsChanged(account.id());
        Await.until("looked at", () -> entries(id).contains("unchanged not-in-cms"));
        assertThat(conflicts(account)).isEmpty();
        assertThat(lms.user(account.id()).orElseThrow().idnumber()).isEmpty();
    }

    @Test
    void areToldWhenTheAccountIsUnlinkedToo() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        delete(account);
        world.events.lmsChanged(account.id());

        assertTold(user.uid(), account, "create", "unlink");
    }

    /** An import comes to an account whose login name somebody else has at the CMS. */
    private LmsUser disputed(String name) {
        LmsUser account = lms.addUser(name, "Éva", "Disputed", name + "@example.org");
        atTheCms(name, "namesake-of-" + name + "@example.org");
        var key = new PersonKey("lms", String.valueOf(account.id()));
        pool.withTransaction(tx -> journal.request(tx, "import", Change.Kind.IMPORT, List.of(key)))
                .await()
                .indefinitely();
        Await.until("the conflict", () -> !conflicts(account).isEmpty());
        return account;
    }

    /** @return state and reason of what there is about whom a conflict is about */
    private List<String> entries(Object conflict) {
        return Sql.list(pool, row -> row.getString(0), """
                        select concat_ws(' ', state, reason) from journal
                        where person_id = (select person_id from conflict where id = $1) order by id""", ((Number) conflict).longValue())
                .await()
                .indefinitely();
    }

    private void delete(LmsUser account) {
        moodle.call("core_user_delete_users", Map.of("userids", List.of(account.id())))
                .await()
                .indefinitely();
    }

    /** What was done, in order; a link and its end are nobody's side. */
    private void assertTold(int uid, LmsUser account, String... decisions) {
        Predicate<JsonNode> about = event -> event.path("subject").asText().equals("cms:" + uid)
                && event.path("type").asText().equals("io.isthmus.sync.applied.v1");
        Await.untilAsserted(
                "all of it told",
                () -> assertThat(told(about))
                        .extracting(event -> event.at("/data/decision").asText())
                        .containsExactly(decisions));
        for (JsonNode event : told(about)) {
            assertThat(Contracts.violations(event.toString())).isEmpty();
            assertThat(event.at("/data/lmsUserId").asText()).isEqualTo(String.valueOf(account.id()));
            assertThat(event.path("data").has("side"))
                    .isEqualTo(!event.at("/data/decision").asText().endsWith("link"));
        }
    }

    private PortalUser atTheCms(String name, String mail) {
        return portal.addUser(new UserDraft().name(name).mail(mail).active(true));
    }

    private void assertTold(LmsUser account) {
        String key = "lms:" + account.id();
        Await.until(
                "the conflict told",
                () -> !told(event -> event.path("subject").asText().equals(key)).isEmpty());
        assertThat(told(event -> event.path("subject").asText().equals(key)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(Contracts.violations(event.toString())).isEmpty();
                    assertThat(event.path("type").asText()).isEqualTo("io.isthmus.sync.conflict.v1");
                    assertThat(event.at("/data/lmsUserId").asText()).isEqualTo(String.valueOf(account.id()));
                    assertThat(event.at("/data/reason").asText()).isEqualTo("username-taken");
                    assertThat(event.path("data").has("cmsUid")).isFalse();
                });
    }

    private List<JsonNode> told(Predicate<JsonNode> wanted) {
        return world.topic("isthmus.sync.outcomes").events(wanted);
    }

    /** Settled, it is one of theirs: in what is given out of them, and forgotten with them. */
    private void assertForgottenWithThePerson(int uid, LmsUser account) {
        world.api("sync:admin")
                .get("/v1/subjects/" + uid)
                .then()
                .statusCode(200)
                .body("conflicts.accounts.flatten()", equalTo(List.of(String.valueOf(account.id()))));
        world.api("sync:admin").delete("/v1/subjects/" + uid).then().statusCode(204);
        assertThat(all("true"))
                .filteredOn(conflict -> List.of(String.valueOf(account.id())).equals(conflict.get("accounts")))
                .as("another user's, who had the name, is left")
                .noneMatch(conflict ->
                        conflict.get("cmsUid") == null || conflict.get("cmsUid").equals(String.valueOf(uid)));
    }

    private Map<String, Object> conflict(LmsUser account) {
        assertThat(conflicts(account)).hasSize(1);
        return conflicts(account).get(0);
    }

    private List<Map<String, Object>> conflicts(LmsUser account) {
        return all("false").stream()
                .filter(conflict -> List.of(String.valueOf(account.id())).equals(conflict.get("accounts")))
                .filter(conflict -> conflict.get("cmsUid") == null)
                .toList();
    }

    private List<Map<String, Object>> all(String resolved) {
        return world.api("sync:read")
                .get("/v1/conflicts?limit=500&resolved=" + resolved)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    private ValidatableResponse resolve(LmsUser account, Map<String, String> resolution) {
        return world.api("sync:admin")
                .body(resolution)
                .post("/v1/conflicts/" + conflict(account).get("id") + "/resolve")
                .then();
    }
}

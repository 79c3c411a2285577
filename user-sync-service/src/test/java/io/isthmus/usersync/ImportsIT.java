package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class ImportsIT extends Between {

    private static final int NEWCOMERS = 60;

    /** The account whose token this is; before it come the guest and the administrator. */
    private static final long CONNECTOR = 3;

    private final Set<Long> strangers = new HashSet<>();

    @Inject
    Persons persons;

    private ImportRuns imports;

    @BeforeEach
    void beginImports() {
        imports = new ImportRuns(world);
    }

    /** Whom other tests need to be unknown to the CMS, an import leaves alone while they are suspended. */
    @BeforeEach
    void hideStrangers() {
        for (LmsUser user : lms.users()) {
            if (user.id() > CONNECTOR && user.idnumber().isEmpty() && !user.suspended() && !user.deleted()) {
                strangers.add(user.id());
                lms.state().saveUser(user.suspended(true));
            }
        }
    }

    @AfterEach
    void showStrangers() {
        strangers.forEach(id -> lms.state().saveUser(lms.user(id).orElseThrow().suspended(false)));
        lms.users().stream()
                .filter(user -> user.username().startsWith("imported"))
                .forEach(user -> lms.state().saveUser(user.suspended(true)));
    }

    @Test
    void bringsTheLmsUsersToTheCmsOnceTheReportIsApproved() {
        List<LmsUser> newcomers = new ArrayList<>();
        for (int i = 0; i < NEWCOMERS; i++) {
            newcomers.add(newcomer("imported" + i));
        }
        PortalUser namesake = portal.addUser(new UserDraft()
                .name("imported-name")
                .mail("namesake@example.org")
                .active(true));
        portal.addUser(new UserDraft()
                .name("other-name")
                .mail("imported-mail@example.org")
                .active(true));
        PortalUser known = portal.addUser(
                new UserDraft().name("Known").mail("imported-known@example.org").active(false));
        LmsUser taken = newcomer("imported-name");
        LmsUser sameMail = newcomer("imported-mail");
        LmsUser keyed = lms.state().saveUser(newcomer("imported-known").with("idnumber", "cms:" + known.uid()));
        LmsUser foreign = lms.state().saveUser(newcomer("imported-foreign").with("idnumber", "STUDENT-1"));
        LmsUser twin = newcomer("imported-twin");
        LmsUser otherTwin = lms.state().saveUser(newcomer("imported-twin2").with("email", "Imported-Twin@example.org"));
        LmsUser nobodys = lms.state().saveUser(newcomer("imported-nobodys").with("idnumber", "cms:987654"));
        world.events.lmsChanged(keyed.id());
        Await.until("a link by key", () -> world.links(known.uid()).size() == 1);
        int before = portal.users().size();

        String id = imports.begin("lms-to-cms");
        imports.settled(id, "ready");

        Map<String, String> report = imports.report(id);
        newcomers.forEach(user -> assertThat(report).containsEntry(String.valueOf(user.id()), "create null"));
        assertThat(report)
                .containsEntry(String.valueOf(taken.id()), "conflict username-taken")
                .containsEntry(String.valueOf(sameMail.id()), "conflict email-taken")
                .containsEntry(String.valueOf(keyed.id()), "skip linked")
                .containsEntry(String.valueOf(foreign.id()), "conflict idnumber-of-another")
                .containsEntry(String.valueOf(nobodys.id()), "conflict idnumber-of-nobody")
                .containsEntry(String.valueOf(twin.id()), "conflict email-twice")
                .containsEntry(String.valueOf(otherTwin.id()), "conflict email-twice")
                .containsEntry("2", "skip privileged-account")
                .containsEntry("6", "skip suspended-at-lms");
        assertThat(portal.users()).as("nothing is written by a dry run").hasSize(before);

        imports.approve(id);
        imports.followed(id, event -> {});

        for (LmsUser user : newcomers) {
            PortalUser made = userNamed(user.username());
            assertThat(lms.user(user.id()).orElseThrow().idnumber()).isEqualTo("cms:" + made.uid());
            assertThat(made.mail()).isEqualTo(user.email());
            assertThat(made.firstName()).isEqualTo(user.firstname());
            assertThat(made.active()).isTrue();
            assertThat(world.links(made.uid())).hasSize(1);
        }
        assertThat(world.links(namesake.uid())).isEmpty();
        Map<String, String> outcomes = imports.outcomes(id);
        assertThat(outcomes).containsEntry(String.valueOf(twin.id()), "null null");
        assertThat(outcomes.get(String.valueOf(newcomers.get(0).id())))
                .as("by the import, or by the CMS's own word of the new user")
                .isIn("applied null", "unchanged in-sync");
        assertThat(portal.users().stream().map(PortalUser::mail)).doesNotHaveDuplicates();
        assertThat(portal.users().size() - before).isBetween(NEWCOMERS, NEWCOMERS + 1);
        world.api("sync:read")
                .get("/v1/imports/" + id)
                .then()
                .body(
                        "queued",
                        equalTo(report.values().stream()
                                .filter(row -> row.startsWith("create") || row.startsWith("link"))
                                .mapToInt(row -> 1)
                                .sum()))
                .body("failed", equalTo(0));
        assertNoConflicts(newcomers);
    }

    private void assertNoConflicts(List<LmsUser> newcomers) {
        for (LmsUser user : newcomers) {
            int uid = userNamed(user.username()).uid();
            assertThat(world.settled(uid, 1))
                    .extracting(entry -> entry.get("state"))
                    .doesNotContain("conflict", "dead");
        }
    }

    @Test
    void tellsRateAndRemainingTimeWhileItIsUnderWay() {
        List<LmsUser> newcomers = IntStream.range(0, 20)
                .mapToObj(i -> newcomer("imported-paced" + i))
                .toList();
        String id = imports.begin("lms-to-cms");
        imports.settled(id, "ready");
        var held = new ArrayDeque<Lease>();
        newcomers.stream()
                .skip(10)
                .map(user -> new PersonKey("lms", String.valueOf(user.id())))
                .forEach(key -> held.add(persons.leases().acquire(key).await().indefinitely()));
        imports.approve(id);

        List<JsonPath> events = imports.followed(id, event -> {
            if (event.getInt("done") >= 10 && event.getDouble("rate") > 0) {
                held.forEach(lease -> persons.leases().release(lease).await().indefinitely());
            }
        });

        assertThat(events).anySatisfy(event -> {
            assertThat(event.getString("state")).isEqualTo("running");
            double rate = event.getDouble("rate");
            long rest = event.getLong("create") + event.getLong("link") - event.getLong("done");
            assertThat(rate).isPositive();
            assertThat(rest).isGreaterThanOrEqualTo(held.size());
            assertThat(event.getDouble("remainingSeconds")).isCloseTo(rest / rate, Offset.offset(1.0));
        });
        assertThat(events.get(events.size() - 1).getString("state")).isEqualTo("done");
    }

    @Test
    void beginsOneImportForOneKey() {
        String key = "key-" + System.nanoTime();

        String id = imports.begin(key, "cms-to-lms");

        assertThat(imports.begin(key, "cms-to-lms")).isEqualTo(id);
        world.api("sync:admin")
                .header("Idempotency-Key", key)
                .body(Map.of("direction", "lms-to-cms"))
                .post("/v1/imports")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
        imports.cancel(id);
    }

    @Test
    void givesTheReportAsCsvPageByPage() {
        lms.state().saveUser(newcomer("imported-csv").suspended(true));
        String id = imports.begin("lms-to-cms");
        imports.settled(id, "ready");

        world.api("sync:read")
                .accept("text/csv")
                .get("/v1/imports/" + id + "/rows?limit=1")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Link", containsString("rel=\"next\""))
                .body(startsWith("position,id,username,plan,reason,journalId,outcome,outcomeReason\r\n"));
        imports.cancel(id);
    }

    @Test
    void waitsWhileTheLmsIsAwayAndGoesOnAfterwards() {
        LmsUser user = newcomer("imported-late");
        lms.token().revoke(Capability.USER_VIEW_DETAILS);
        String id = imports.begin("lms-to-cms");
        Await.until("the problem named", () -> {
            String problem = world.api("sync:read").get("/v1/imports/" + id).path("problem");
            return problem != null && problem.startsWith("lms-");
        });

        lms.token().grant(Capability.USER_VIEW_DETAILS);

        imports.settled(id, "ready");
        assertThat(imports.report(id)).containsEntry(String.valueOf(user.id()), "create null");
        imports.cancel(id);
    }

    @Test
    void listsWhomOnlyOneSideHas() {
        LmsUser stranger = newcomer("imported-alone");
        LmsUser linked = world.linked(world.newcomer());
        var ids = new ArrayList<String>();
        String cursor = "";

        do {
            JsonPath page = world.api("sync:read")
                    .get("/v1/users/unsynced?side=lms&limit=3&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(ids).doesNotHaveDuplicates().contains(String.valueOf(stranger.id()));
        assertThat(ids).doesNotContain("1", "2", String.valueOf(linked.id()));
        world.api("sync:read").get("/v1/users/unsynced?side=x").then().statusCode(400);
    }

    private LmsUser newcomer(String username) {
        return lms.addUser(username, "Éva", "O'Brien-" + username, username + "@example.org");
    }

    private PortalUser userNamed(String name) {
        return portal.users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no user " + name));
    }
}

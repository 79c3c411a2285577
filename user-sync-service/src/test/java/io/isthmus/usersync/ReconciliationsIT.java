package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class ReconciliationsIT extends Between {

    /** Of a few hundred people, more than the brake lets through. */
    private static final int TOO_MANY = 25;

    @Test
    void findsDriftByFieldAndPutsItRightOnceApproved() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        PortalUser other = world.newcomer();
        world.linked(other);
        world.settled(user.uid(), 1);
        lms.state().saveUser(account.with("city", "Elsewhere").with("country", "IT"));

        String id = begin(Map.of());
        settled(id, "ready");

        Map<String, Map<String, Object>> rows = rows(id);
        assertThat(rows.get(String.valueOf(user.uid())))
                .containsEntry("finding", "drift")
                .containsEntry("fields", List.of("lms.city", "cms.country"));
        assertThat(rows).doesNotContainKey(String.valueOf(other.uid()));
        assertThat(world.account(user.uid()).city()).as("nothing is written").isEqualTo("Elsewhere");

        approve(id);
        settled(id, "done");

        assertThat(world.account(user.uid()).city()).isEqualTo("Paris");
        assertThat(portal.user(user.uid()).orElseThrow().country()).isEqualTo("IT");
        assertThat(rows(id).get(String.valueOf(user.uid()))).containsEntry("outcome", "applied");
    }

    @Test
    void proposesWhoIsMissingAtTheCmsAndWaitsForApproval() {
        PortalUser staying = world.newcomer();
        world.linked(staying);
        PortalUser leaving = world.newcomer();
        world.linked(leaving);
        world.settled(leaving.uid(), 1);
        deleteUnheard(leaving);

        String id = begin(Map.of("dryRun", false));
        settled(id, "done");

        assertThat(rows(id).get(String.valueOf(leaving.uid())))
                .containsEntry("finding", "missing-at-cms")
                .doesNotContainKey("outcome");
        assertThat(world.account(leaving.uid()).suspended()).isFalse();

        world.api("sync:admin")
                .body(Map.of("findings", List.of("missing-at-cms")))
                .post("/v1/reconciliations/" + id + "/approve")
                .then()
                .statusCode(202);
        settled(id, "done");
        assertThat(world.account(leaving.uid()).suspended()).isTrue();
        assertThat(world.account(staying.uid()).suspended()).isFalse();

        String next = begin(Map.of());
        settled(next, "ready");
        assertThat(rows(next)).doesNotContainKey(String.valueOf(leaving.uid()));
        cancel(next);
    }

    /** The row tells what became of it in the end, not only that the brake held it. */
    @Test
    void showsWhatTheBrakeHeldAndSomebodyReleased() {
        PortalUser staying = world.newcomer();
        world.linked(staying);
        PortalUser leaving = world.newcomer();
        world.linked(leaving);
        world.settled(leaving.uid(), 1);
        deleteUnheard(leaving);
        release(); // the attempt that was just made had leave, for the rest of the window
        tripTheBrake();

        String id = begin(Map.of());
        settled(id, "ready");
        world.api("sync:admin")
                .body(Map.of("findings", List.of("missing-at-cms")))
                .post("/v1/reconciliations/" + id + "/approve")
                .then()
                .statusCode(202);
        settled(id, "done");
        assertThat(rows(id).get(String.valueOf(leaving.uid())))
                .containsEntry("finding", "missing-at-cms")
                .containsEntry("outcome", "held");
        assertThat(world.account(leaving.uid()).suspended()).isFalse();

        release();

        Await.until("suspended", () -> world.account(leaving.uid()).suspended());
        Await.until(
                "the row says so",
                () -> "applied"
                        .equals(rows(id).get(String.valueOf(leaving.uid())).get("outcome")));
        assertThat(rows(id).get(String.valueOf(leaving.uid()))).doesNotContainKey("outcomeReason");
        assertThat(world.account(staying.uid()).suspended()).isFalse();
    }

    private void release() {
        world.api("sync:admin").post("/v1/brake/release").then().statusCode(200);
    }

    /** Blocks as many as it takes. */
    private void tripTheBrake() {
        List<PortalUser> blocked =
                IntStream.range(0, TOO_MANY).mapToObj(n -> world.newcomer()).toList();
        blocked.forEach(world::linked);
        blocked.forEach(user -> portal.updateUser(user.uid(), draft -> draft.active(false)));
        Await.until(
                "the brake on",
                () -> "on"
                        .equals(world.api("sync:read")
                                .get("/v1/brake")
                                .jsonPath()
                                .getString("items.find { it.source == 'lms' }.state")));
        blocked.forEach(user -> world.settled(user.uid(), 2));
    }

    @Test
    void believesNoReadingInWhichTooManyAreMissing() {
        String before = begin(Map.of());
        settled(before, "ready");
        int linked = world.api("sync:read").get("/v1/reconciliations/" + before).path("lookedAt");
        cancel(before);
        List<PortalUser> leaving = IntStream.range(0, linked / 20 + 5)
                .mapToObj(n -> world.newcomer())
                .toList();
        leaving.forEach(user -> {
            world.linked(user);
            world.settled(user.uid(), 1);
        });
        deleteUnheard(leaving.toArray(PortalUser[]::new));

        String id = begin(Map.of());
        settled(id, "ready");
        Map<String, Map<String, Object>> rows = rows(id);
        assertThat(leaving)
                .allSatisfy(
                        user -> assertThat(rows.get(String.valueOf(user.uid()))).containsEntry("finding", "doubtful"));
        assertThat(rows.values()).noneMatch(row -> "missing-at-cms".equals(row.get("finding")));

        world.api("sync:admin")
                .body(Map.of("findings", List.of("missing-at-cms")))
                .post("/v1/reconciliations/" + id + "/approve")
                .then()
                .statusCode(202);
        settled(id, "done");
        assertThat(leaving).noneMatch(user -> world.account(user.uid()).suspended());

        leaving.forEach(user -> portal.addUser(new UserDraft(user)));
        leaving.forEach(user -> world.settled(user.uid(), 3));
    }

    /** The portal tells of it, but nothing can come of that before somebody discards it. */
    private void deleteUnheard(PortalUser... users) {
        lms.token().revoke(Capability.USER_UPDATE);
        for (PortalUser user : users) {
            portal.deleteUser(user.uid());
        }
        for (PortalUser user : users) {
            Await.until("the deletion waits", () -> "waiting".equals(last(user).get("state")));
            Await.until(
                    "it discarded",
                    () -> world.api("sync:admin")
                                    .post("/v1/journal/" + last(user).get("id") + "/discard")
                                    .statusCode()
                            < 300);
        }
        lms.token().grant(Capability.USER_UPDATE);
    }

    private Map<String, Object> last(PortalUser user) {
        return world.journal(user.uid()).get(0);
    }

    @Test
    void proposesNobodyWhenTheReadingFails() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);

        portal.faults().emptyLists();
        String empty = begin(Map.of());
        Await.until("the comparison over, or waiting", () -> isOverOrWaiting(empty));
        assertThat(rows(empty).values()).noneMatch(row -> "missing-at-cms".equals(row.get("finding")));
        portal.faults().anonymous();
        String anonymous = begin(Map.of());
        Await.until("the fault named", () -> problem(anonymous) != null);
        portal.faults().clear();
        settled(anonymous, "ready");

        assertThat(rows(anonymous)).doesNotContainKey(String.valueOf(user.uid()));
        cancel(empty);
        cancel(anonymous);
        assertThat(lms.user(account.id()).orElseThrow().suspended()).isFalse();
    }

    private boolean isOverOrWaiting(String id) {
        return problem(id) != null || "ready".equals(state(id));
    }

    private String problem(String id) {
        return world.api("sync:read").get("/v1/reconciliations/" + id).path("problem");
    }

    private String state(String id) {
        return world.api("sync:read").get("/v1/reconciliations/" + id).path("state");
    }

    private String begin(Map<String, Object> request) {
        return world.api("sync:admin")
                .body(request)
                .post("/v1/reconciliations")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private void approve(String id) {
        world.api("sync:admin")
                .body(Map.of("findings", List.of("drift")))
                .post("/v1/reconciliations/" + id + "/approve")
                .then()
                .statusCode(202);
    }

    private void cancel(String id) {
        world.api("sync:admin")
                .post("/v1/reconciliations/" + id + "/cancel")
                .then()
                .statusCode(202);
    }

    private void settled(String id, String state) {
        Await.until("reconciliation " + state, () -> state.equals(state(id)));
    }

    private Map<String, Map<String, Object>> rows(String id) {
        JsonPath page = world.api("sync:read")
                .get("/v1/reconciliations/" + id + "/rows?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var rows = new HashMap<String, Map<String, Object>>();
        List<Map<String, Object>> items = page.getList("items");
        items.forEach(row -> rows.put(String.valueOf(row.get("cmsUid")), row));
        return rows;
    }
}

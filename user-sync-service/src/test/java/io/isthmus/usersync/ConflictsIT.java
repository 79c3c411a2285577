package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class ConflictsIT extends Between {

    @Test
    void saysInWordsWhatIsTheMatterAndLinksTheAccountThatAPersonChooses() {
        String name = "taken" + System.identityHashCode(this);
        LmsUser holder = lms.addUser(name, "Old", "Name", name + "@example.org");
        double counted = metric("isthmus_sync_decisions_total{decision=\"conflict\"}");
        PortalUser user = portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.com")
                .lastName("New")
                .active(true));

        Map<String, Object> conflict = open(user);

        assertThat(metric("isthmus_sync_decisions_total{decision=\"conflict\"}"))
                .isGreaterThan(counted);
        assertThat(conflict).containsEntry("reason", "username-taken");
        assertThat((List<?>) conflict.get("accounts")).isEqualTo(List.of(String.valueOf(holder.id())));
        assertThat(String.valueOf(conflict.get("explanation")))
                .isEqualTo(
                        "Somebody else at the LMS has the login name that this user should get (id " + holder.id()
                                + "). If it is the same person, link the account; if not, rename one of the two and try again.");
        resolve(conflict, "{\"action\":\"link\",\"lmsUserId\":\"" + holder.id() + "\"}", 200);
        Await.until(
                "synchronised",
                () -> lms.user(holder.id()).orElseThrow().email().equals(name + "@example.com"));
        resolve(conflict, "{\"action\":\"retry\"}", 409);
        assertThat(conflicts("?cmsUid=" + user.uid())).isEmpty();
        assertThat(conflicts("?resolved=true&cmsUid=" + user.uid()))
                .singleElement()
                .satisfies(settled -> assertThat(settled)
                        .containsEntry("resolution", "link")
                        .containsEntry("resolvedBy", "operator"));
        assertThat(states(user)).as("of the entries that met it").doesNotContain("conflict");
    }

    @Test
    void looksAgainWhenTheChosenAccountIsTheUsersAlready() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        String mail = "wanted" + System.identityHashCode(this) + "@example.org";
        lms.addUser("holds" + System.identityHashCode(this), "Old", "Name", mail);
        portal.updateUser(user.uid(), draft -> draft.mail(mail));
        Map<String, Object> conflict = open(user);

        resolve(conflict, "{\"action\":\"link\",\"lmsUserId\":\"" + account.id() + "\"}", 200);

        Await.until(
                "opened again",
                () -> conflicts("?cmsUid=" + user.uid()).stream()
                        .anyMatch(opened -> !opened.get("id").equals(conflict.get("id"))));
        assertThat(open(user)).containsEntry("reason", conflict.get("reason"));
    }

    @Test
    void looksAgainWhenTheCauseIsMended() {
        String name = "twin" + System.identityHashCode(this);
        LmsUser holder = lms.addUser(name, "Old", "Name", name + "@example.org");
        PortalUser user = portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.com")
                .lastName("New")
                .active(true));
        Map<String, Object> conflict = open(user);
        lms.state().saveUser(holder.with("username", name + "-old"));

        resolve(conflict, "{\"action\":\"retry\"}", 200);

        world.linked(user);
        Await.until("gone", () -> conflicts("?cmsUid=" + user.uid()).isEmpty());
    }

    @Test
    void leavesAloneWhatAPersonDismisses() {
        String name = "left" + System.identityHashCode(this);
        lms.addUser(name, "Old", "Name", name + "@example.org");
        PortalUser user = portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.com")
                .lastName("New")
                .active(true));
        Map<String, Object> conflict = open(user);
        world.events.cms(Events.upserted("cms", String.valueOf(user.uid())));
        Await.until("met twice", () -> Collections.frequency(states(user), "conflict") >= 2);
        world.settled(user.uid(), 2);
        String key = UUID.randomUUID().toString();

        for (int again = 0; again < 2; again++) {
            world.api("sync:admin")
                    .header("Idempotency-Key", key)
                    .body("{\"action\":\"dismiss\"}")
                    .post("/v1/conflicts/" + conflict.get("id") + "/resolve")
                    .then()
                    .statusCode(200)
                    .body("resolution", equalTo("dismiss"))
                    .body("explanation", notNullValue());
        }

        assertThat(states(user))
                .as("of the entries that met it")
                .doesNotContain("conflict")
                .contains("discarded");
        assertThat(world.accounts(user.uid())).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        world.api("sync:read").get("/v1/conflicts/999999").then().statusCode(404);
        world.api("sync:admin").post("/v1/conflicts/999999/resolve").then().statusCode(400);
        world.api("sync:read").body("{}").post("/v1/conflicts/1/resolve").then().statusCode(403);
        world.api("sync:read").get("/v1/conflicts?cursor=x").then().statusCode(400);
    }

    /** @return 0 as long as there is no such series */
    private static double metric(String series) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private List<String> states(PortalUser user) {
        return world.settled(user.uid(), 1).stream()
                .map(entry -> String.valueOf(entry.get("state")))
                .toList();
    }

    private Map<String, Object> open(PortalUser user) {
        Await.until("a conflict", () -> !conflicts("?cmsUid=" + user.uid()).isEmpty());
        return conflicts("?cmsUid=" + user.uid()).get(0);
    }

    private List<Map<String, Object>> conflicts(String query) {
        return world.api("sync:read")
                .get("/v1/conflicts" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    private void resolve(Map<String, Object> conflict, String body, int status) {
        world.api("sync:admin")
                .body(body)
                .post("/v1/conflicts/" + conflict.get("id") + "/resolve")
                .then()
                .statusCode(status);
    }
}

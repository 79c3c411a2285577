package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class LinksIT extends Between {

    @Test
    void linksTwoAccountsThatAreThereAndThenKeepsThemTheSame() {
        PortalUser user = unlinked();
        LmsUser account = lms.addUser("old" + user.uid(), "Old", "Name", "old" + user.uid() + "@example.org");

        link(user.uid(), account.id()).statusCode(201).body("version", equalTo(1));
        link(user.uid(), account.id()).statusCode(200);

        Await.until("the idnumber", () -> world.accounts(user.uid()).size() == 1);
        Await.untilAsserted("the CMS's values", () -> {
            LmsUser after = lms.user(account.id()).orElseThrow();
            assertThat(after.username()).isEqualTo(user.name());
            assertThat(after.fullname()).isEqualTo("Pat Person");
        });
    }

    @Test
    void refusesALinkToAnotherAccount() {
        PortalUser user = world.newcomer();
        world.linked(user);
        LmsUser other = lms.addUser("other" + user.uid(), "O", "T", "other" + user.uid() + "@example.org");

        link(user.uid(), other.id()).statusCode(409).contentType("application/problem+json");
    }

    @Test
    void refusesAccountsThatAreNotThereOrNotToBeLinked() {
        PortalUser user = unlinked();
        PortalUser linked = world.newcomer();
        LmsUser taken = world.linked(linked);

        link(user.uid(), 99_999).statusCode(404).body("type", equalTo("urn:isthmus:problem:no-such-lms-account"));
        link(99_999, taken.id()).statusCode(404).body("type", equalTo("urn:isthmus:problem:no-such-cms-user"));
        link(user.uid(), 2).statusCode(409).body("type", equalTo("urn:isthmus:problem:privileged-account"));
        link(user.uid(), taken.id()).statusCode(409);
    }

    @Test
    void leavesAnUnlinkedPersonAloneUntilTheyAreLinkedAgain() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);

        world.api("sync:admin")
                .delete("/v1/links/cms/" + user.uid() + "/lms")
                .then()
                .statusCode(204);
        world.api("sync:admin")
                .delete("/v1/links/cms/" + user.uid() + "/lms")
                .then()
                .statusCode(404);
        portal.updateUser(user.uid(), draft -> draft.city("Nowhere"));
        Await.until(
                "settled",
                () -> "unlinked".equals(world.journal(user.uid()).get(0).get("reason")));

        assertThat(world.account(user.uid()).city()).isEqualTo("Paris");
        assertThat(world.links(user.uid()).get(0))
                .containsEntry("status", "unlinked")
                .containsEntry("version", 2);

        link(user.uid(), account.id()).statusCode(201).body("version", equalTo(3));
        Await.until("synchronised again", () -> world.account(user.uid()).city().equals("Nowhere"));
    }

    /** Somebody who gets no account, being blocked. */
    private PortalUser unlinked() {
        PortalUser user = world.newcomer(false);
        world.settled(user.uid(), 1);
        return user;
    }

    private ValidatableResponse link(int uid, long account) {
        return world.api("sync:admin")
                .body(Map.of(
                        "cmsSource",
                        "cms",
                        "cmsUid",
                        String.valueOf(uid),
                        "lmsSource",
                        "lms",
                        "lmsUserId",
                        String.valueOf(account)))
                .post("/v1/links")
                .then();
    }

    @Test
    void givesPagesOutUntilThereAreNoMore() {
        world.linked(world.newcomer());
        world.linked(world.newcomer());
        world.linked(world.newcomer());

        var uids = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            var page = world.api("sync:read")
                    .get("/v1/links?limit=2&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            uids.addAll(page.<String>getList("items.cmsUid"));
            cursor = page.getString("next");
        }

        assertThat(uids).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
    }

    @Test
    void wantsAnAccessTokenWithTheScope() {
        RestAssured.get("/v1/links").then().statusCode(401).contentType("application/problem+json");
        world.api("sync:read").body("{}").post("/v1/links").then().statusCode(403);
        for (String token : List.of(
                issuer.token("sync:read", "somebody-else", "at+jwt"), issuer.token("sync:read", "isthmus", "JWT"))) {
            RestAssured.given().auth().oauth2(token).get("/v1/links").then().statusCode(401);
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        world.api("sync:admin")
                .body("{}")
                .post("/v1/links")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:isthmus:problem:missing-field"));
        world.api("sync:admin")
                .body("{")
                .post("/v1/links")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        world.api("sync:read").get("/v1/links?cursor=x").then().statusCode(400);
        world.api("sync:read").get("/v1/links?limit=0").then().statusCode(400);
        world.api("sync:read").get("/v1/journal?state=odd").then().statusCode(400);
        world.api("sync:read").get("/v1/journal?since=odd").then().statusCode(400);
        world.api("sync:read").get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }
}

package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    void findsSomebodyByUidByAccountAndByTheBeginningOfALoginName() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        PortalUser odd = world.newcomer();
        world.linked(odd);

        assertThat(found("query=" + user.uid())).contains(String.valueOf(user.uid()));
        assertThat(found("query=" + account.id())).contains(String.valueOf(user.uid()));
        assertThat(found("query=" + user.name().toUpperCase(Locale.ROOT))).contains(String.valueOf(user.uid()));
        assertThat(found("limit=500&query=" + user.name().substring(0, 6)))
                .contains(String.valueOf(user.uid()), String.valueOf(odd.uid()));
        assertThat(found("query=%25")).isEmpty();
        assertThat(found("query=person_")).isEmpty();
        assertThat(found("status=unlinked&query=" + user.name())).isEmpty();
    }

    private List<String> found(String query) {
        return world.api("sync:read")
                .urlEncodingEnabled(false)
                .get("/v1/links?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.cmsUid");
    }

    @Test
    void saysOfEachFieldWhoseItIsAndWhoWroteItLast() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);
        lms.state().saveUser(account.with("country", "IT"));
        world.events.lmsChanged(account.id());
        Await.until(
                "the country at the CMS",
                () -> portal.user(user.uid()).orElseThrow().country().equals("IT"));
        world.settled(user.uid(), 2);

        JsonPath link = world.api("sync:read")
                .get("/v1/links/cms/" + user.uid() + "/lms")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(link.getString("link.status")).isEqualTo("linked");
        assertThat(of(link, "country", "cms"))
                .containsEntry("owner", "lms")
                .containsEntry("writer", "lms")
                .containsEntry("apply", "always")
                .containsKey("changedAt");
        assertThat(of(link, "city", "lms")).containsEntry("owner", "cms").containsEntry("writer", "cms");
        assertThat(link.prettify()).as("no value").doesNotContain(user.mail());
        world.api("sync:read").get("/v1/links/cms/0/lms").then().statusCode(404);
        world.api("sync:read")
                .get("/v1/links/cms2/" + user.uid() + "/lms")
                .then()
                .statusCode(404);
    }

    private static Map<String, Object> of(JsonPath link, String field, String side) {
        return link.getMap("fields.find { it.field == '" + field + "' && it.side == '" + side + "' }");
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
        String ofAnotherCms = issuer.token("sync:read sync:admin", "isthmus", "at+jwt", "cms2");
        RestAssured.given().auth().oauth2(ofAnotherCms).get("/v1/links").then().statusCode(403);
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

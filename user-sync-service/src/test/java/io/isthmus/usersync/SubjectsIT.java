package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.webhook.Senders;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class SubjectsIT extends Between {

    @Inject
    Pool pool;

    @Test
    void givesOutWhatItKeeps() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);

        JsonPath all = world.api("sync:admin")
                .get("/v1/subjects/" + user.uid())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(all.getList("identities.id")).contains(String.valueOf(user.uid()), String.valueOf(account.id()));
        assertThat(all.getString("links[0].lmsUserId")).isEqualTo(String.valueOf(account.id()));
        assertThat(all.getString("fields.find { it.side == 'cms' }.values.email.read"))
                .isEqualTo(user.mail());
        assertThat(all.getString("journal[0].payload")).contains(user.name());
        world.api("sync:read").get("/v1/subjects/" + user.uid()).then().statusCode(403);
        world.api("sync:admin").get("/v1/subjects/999999").then().statusCode(404);
    }

    @Test
    void forgetsEverythingAndTellsTheOthers() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        world.settled(user.uid(), 1);

        erase(user);

        world.api("sync:admin").get("/v1/subjects/" + user.uid()).then().statusCode(404);
        assertThat(world.links(user.uid())).isEmpty();
        assertThat(mentions(user.name())).isEmpty();
        Await.until("the erasure told", () -> !erasures(user).isEmpty());
        JsonNode told = erasures(user).get(0);
        assertThat(Contracts.violations(told.toString())).isEmpty();
        assertThat(told.at("/data/lmsUserId").asText()).isEqualTo(String.valueOf(account.id()));
        String key = "cms:" + user.uid() + ":lms";
        Await.until(
                "the tombstone",
                () -> world.topic("isthmus.identity.links").records().stream()
                        .filter(record -> key.equals(record.key()))
                        .reduce((first, last) -> last)
                        .map(last -> last.value() == null)
                        .orElse(false));
        assertThat(world.account(user.uid()).suspended())
                .as("accounts are left alone")
                .isFalse();
    }

    @Test
    void doesNotComeBackByAnyWay() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        Object before = world.settled(user.uid(), 1).get(0).get("id");
        world.api("sync:admin").post("/v1/scans/cms").then().statusCode(200);
        erase(user);
        String uid = String.valueOf(user.uid());

        portal.updateUser(user.uid(), draft -> draft.city("Lyon"));
        world.events.cms(Events.upserted("cms", uid));
        world.events.login(Events.login(user, true));
        world.events.lmsChanged(account.id());
        webhook(Events.upserted("cms", uid));
        world.api("sync:admin").post("/v1/scans/cms").then().statusCode(200);
        String id = imported();
        LmsUser again = lms.state()
                .saveUser(lms.addUser("again" + uid, "A", "Gain", "again" + uid + "@example.org")
                        .with("idnumber", "cms:" + uid));
        world.events.lmsChanged(again.id());

        Await.until("all of it dropped", () -> dropped(before).size() >= 7 && namesLeft(user, account) == 0);
        Stream.concat(Stream.of(before), dropped(before).stream())
                .forEach(entry -> world.api("sync:admin").post("/v1/journal/" + entry + "/replay"));
        assertThat(world.settled(user.uid(), 0))
                .as("after a replay of everything")
                .noneMatch(entry -> "applied".equals(entry.get("state")));
        assertThat(world.links(user.uid())).isEmpty();
        Await.until("nothing left to be known by", () -> namesLeft(user, account) == 0);
        assertThat(mentions(user.name())).isEmpty();
        assertThat(plan(id, uid)).isEqualTo("skip erased");
        assertThat(lms.user(account.id()).orElseThrow().city())
                .as("nothing is written")
                .isEqualTo("Paris");
        world.api("sync:admin")
                .body(Map.of(
                        "cmsSource",
                        "cms",
                        "cmsUid",
                        uid,
                        "lmsSource",
                        "lms",
                        "lmsUserId",
                        String.valueOf(account.id())))
                .post("/v1/links")
                .then()
                .statusCode(409);
        lms.state().saveUser(again.with("idnumber", "").suspended(true));
    }

    /** Somebody tries to log in, and nobody is to learn from what is kept that they were ever here. */
    @Test
    void aLoginAfterAnErasureLeavesNothing() {
        PortalUser user = world.newcomer();
        LmsUser account = world.linked(user);
        Object before = world.settled(user.uid(), 1).get(0).get("id");
        erase(user);
        long people = count("select count(*) from person");

        world.events.login(Events.login(user, true));
        world.events.login(Events.login(user, true));

        Await.until("dropped, and forgotten", () -> dropped(before).size() >= 2 && namesLeft(user, account) == 0);
        assertThat(count("select count(*) from person")).isEqualTo(people);
        assertThat(count("select count(*) from journal where reason = 'erased' and (raw is not null"
                        + " or person_id is not null)"))
                .isZero();
        assertThat(count("select count(*) from journal j where person_id is not null"
                        + " and not exists (select 1 from person p where p.id = j.person_id)"))
                .isZero();
        assertThat(mentions(user.name())).isEmpty();
    }

    /** @return ids of entries that were dropped since, whoever they were about */
    private List<Long> dropped(Object since) {
        return Sql.list(
                        pool,
                        row -> row.getLong("id"),
                        "select id from journal where id > $1 and state = 'discarded' and reason = 'erased' order by id",
                        ((Number) since).longValue())
                .await()
                .indefinitely();
    }

    private long namesLeft(PortalUser user, LmsUser account) {
        return count("select count(*) from person_key where (source, external_id) in (('cms', '" + user.uid()
                + "'), ('lms', '" + account.id() + "'))");
    }

    private long count(String sql) {
        return Sql.list(pool, row -> row.getLong(0), sql).await().indefinitely().get(0);
    }

    private void erase(PortalUser user) {
        world.api("sync:admin").delete("/v1/subjects/" + user.uid()).then().statusCode(204);
        world.api("sync:admin").delete("/v1/subjects/" + user.uid()).then().statusCode(204);
    }

    private List<JsonNode> erasures(PortalUser user) {
        return world.topic("isthmus.identity.erasures")
                .events(event ->
                        ("cms:" + user.uid()).equals(event.path("subject").asText())
                                && event.at("/data").has("lmsUserId"));
    }

    /** @return tables in which the text stands anywhere; events that have not left yet are on their way out */
    private List<String> mentions(String text) {
        return List.of("journal", "link", "shadow", "person", "person_key", "import_row", "scan_seen", "unique_name")
                .stream()
                .filter(table -> Sql.list(
                                pool,
                                row -> row,
                                "select 1 from " + table + " t where t::text like $1 limit 1",
                                "%" + text + "%")
                        .await()
                        .indefinitely()
                        .iterator()
                        .hasNext())
                .filter(table -> !table.equals("journal") || inPayloads(text))
                .toList();
    }

    private boolean inPayloads(String text) {
        return !Sql.list(
                        pool,
                        row -> row,
                        "select 1 from journal where position(convert_to($1, 'utf8') in raw) > 0 limit 1",
                        "\"" + text + "\"")
                .await()
                .indefinitely()
                .isEmpty();
    }

    private void webhook(ObjectNode event) {
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        RestAssured.given()
                .headers(Senders.signed(body, Map.of(), Instant.now()))
                .contentType("application/json")
                .body(body)
                .post("/v1/events/cms")
                .then()
                .statusCode(202);
    }

    private String imported() {
        String id = world.api("sync:admin")
                .body(Map.of("direction", "cms-to-lms"))
                .post("/v1/imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Await.until(
                "the report",
                () -> "ready"
                        .equals(world.api("sync:read").get("/v1/imports/" + id).path("state")));
        return id;
    }

    private String plan(String id, String uid) {
        JsonPath rows = world.api("sync:read")
                .get("/v1/imports/" + id + "/rows?limit=500")
                .jsonPath();
        return rows.getString("items.find { it.id == '" + uid + "' }.plan") + " "
                + rows.getString("items.find { it.id == '" + uid + "' }.reason");
    }
}

package io.isthmus.usersync;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a test does with the two sides and with the service between them. */
final class World implements AutoCloseable {

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    final LmsStandIn lms;
    final Portal portal;
    final Events events;
    final TokenIssuer issuer;
    private final String bootstrapServers;

    World(LmsStandIn lms, Portal portal, KafkaServer kafka, TokenIssuer issuer) {
        this.lms = lms;
        this.portal = portal;
        this.issuer = issuer;
        this.bootstrapServers = kafka.bootstrapServers();
        this.events = new Events(bootstrapServers);
    }

    /** Somebody new at the CMS, who tells of it. */
    PortalUser newcomer() {
        return newcomer(true);
    }

    PortalUser newcomer(boolean active) {
        String name = "person" + PEOPLE.incrementAndGet();
        return portal.addUser(new UserDraft()
                .name(name)
                .mail(name + "@example.org")
                .firstName("Pat")
                .lastName("Person")
                .city("Paris")
                .country("FR")
                .active(active));
    }

    /** Somebody whom both sides have, linked. */
    LmsUser linked(PortalUser user) {
        Await.until("an account for " + user.uid(), () -> links(user.uid()).size() == 1);
        return account(user.uid());
    }

    List<LmsUser> accounts(int uid) {
        return lms.users().stream()
                .filter(user -> user.idnumber().equals("cms:" + uid))
                .toList();
    }

    LmsUser account(int uid) {
        List<LmsUser> accounts = accounts(uid);
        if (accounts.size() != 1) {
            throw new AssertionError("accounts of " + uid + ": " + accounts.size());
        }
        return accounts.get(0);
    }

    RequestSpecification api(String scope) {
        return RestAssured.given().auth().oauth2(issuer.token(scope)).contentType("application/json");
    }

    List<Map<String, Object>> links(int uid) {
        return api("sync:read")
                .get("/v1/links?cmsUid=" + uid)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    List<Map<String, Object>> journal(int uid) {
        return api("sync:read")
                .get("/v1/journal?cmsUid=" + uid)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** Waits until nothing is open for the person. */
    List<Map<String, Object>> settled(int uid, int entries) {
        Await.until("entries of " + uid + " settled", () -> {
            List<Map<String, Object>> journal = journal(uid);
            return journal.size() >= entries
                    && journal.stream()
                            .noneMatch(entry -> List.of("received", "in-progress", "waiting")
                                    .contains(String.valueOf(entry.get("state"))));
        });
        return journal(uid);
    }

    Topic topic(String name) {
        return new Topic(bootstrapServers, name);
    }

    @Override
    public void close() {
        lms.faults().clear();
        portal.faults().clear();
        events.close();
    }
}

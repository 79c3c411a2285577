package io.isthmus.token.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** People with an account at the LMS, a link to it, and a browser. */
public final class People {

    private final URI service;
    private final LmsStandIn lms;
    private final Kafka kafka;

    public People(URI service, LmsStandIn lms, Kafka kafka) {
        this.service = service;
        this.lms = lms;
        this.kafka = kafka;
    }

    /** @param auth Moodle's authentication plugin of the account */
    public LmsUser linked(String uid, String auth) {
        LmsUser user = lms.addUser("person" + uid, "Person", uid, "person" + uid + "@example.org");
        lms.state().saveUser(user.with("idnumber", "cms:" + uid).with("auth", auth));
        kafka.link("cms", uid, "person" + uid, String.valueOf(user.id()), "linked");
        return user;
    }

    /** Somebody new with a session in a browser of their own. */
    public Visitor loggedIn(String uid) {
        linked(uid, "userkey");
        return again(uid);
    }

    /** Somebody known with a session in another browser. */
    public Visitor again(String uid) {
        var visitor = new Visitor(service);
        assertThat(visitor.login(token(uid)).statusCode()).isEqualTo(303);
        return visitor;
    }

    /** A right token of the person; each leads elsewhere, so that nobody seems to go in circles. */
    public static Map<String, String> token(String uid) {
        return Forge.fields(new Forge(Instant.now())
                .jwe(claims -> claims.put("sub", uid)
                        .put("preferred_username", "person" + uid)
                        .put("redirect", "/my/?" + Forge.nonce())));
    }

    /** @return how many ends of the person's sessions were told for this reason; waits for the first */
    public int ended(String uid, String reason) {
        Await.until("the end of the session is told", () -> endings(uid, reason) > 0);
        return endings(uid, reason);
    }

    public int endings(String uid, String reason) {
        return kafka.heard(event -> event.path("type").asText().equals("io.isthmus.session.ended.v1")
                        && event.path("data").path("cmsUid").asText().equals(uid)
                        && event.path("data").path("reason").asText().equals(reason))
                .size();
    }
}

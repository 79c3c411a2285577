package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.isthmus.token.wire.PresentedToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is linked and may not come in all the same, from what the LMS says. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class AdmissionIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;

    private Kafka kafka;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void anOrdinaryAccountComesIn() {
        LmsUser user = account("401", account -> account);

        assertThat(login("401", user.id()).statusCode()).isEqualTo(303);
    }

    @Test
    void aSuspendedAccountStaysOut() {
        LmsUser user = account(
                "402",
                account ->
                        new LmsUser(account.id(), account.fields(), account.custom(), true, true, false, 0, 0, 0, 0));

        assertRefused(login("402", user.id()));
    }

    @Test
    void anUnconfirmedAccountStaysOut() {
        LmsUser user = account(
                "403",
                account ->
                        new LmsUser(account.id(), account.fields(), account.custom(), false, false, false, 0, 0, 0, 0));

        assertRefused(login("403", user.id()));
    }

    @Test
    void anAccountWithoutLoginStaysOut() {
        assertRefused(login(
                "404",
                account("404", account -> account.with("auth", "nologin")).id()));
    }

    @Test
    void theSiteAdministratorStaysOut() {
        LmsUser admin = lms.user(2).orElseThrow();
        lms.state().saveUser(admin.with("idnumber", "cms:405"));

        assertRefused(login("405", 2));

        lms.state().saveUser(admin);
    }

    @Test
    void whoeverWroteAnothersIdnumberIntoTheirAccountStaysOut() {
        LmsUser victim = account("406", account -> account);
        account("407", account -> account.with("idnumber", "cms:406"));

        assertRefused(login("406", victim.id()));
    }

    @Test
    void anotherAccountThanTheLinkedOneStaysOut() {
        LmsUser user = account("408", account -> account);

        assertRefused(login("408", user.id() + 1000));
    }

    @Test
    void anAccountWithoutTheIdnumberStaysOut() {
        assertRefused(login(
                "409", account("409", account -> account.with("idnumber", "")).id()));
    }

    @Test
    void theGuestStaysOut() {
        LmsUser user = account("410", account -> account.with("username", "guest"));

        assertRefused(login("410", user.id()));
    }

    @Test
    void theSameUidAtAnotherCmsIsAnotherPerson() {
        LmsUser here = account("411", account -> account);
        LmsUser there = lms.addUser("elsewhere411", "Person", "Elsewhere", "elsewhere411@example.org");
        lms.state().saveUser(there.with("idnumber", "other:411"));
        assertThat(login("411", here.id()).statusCode()).isEqualTo(303);
        var visitor = new Visitor(service);

        visitor.handIn(Forge.fields(ofOtherCms("411")));
        assertThat(Visitor.isWaiting(visitor.browser().get("/sso/continue")))
                .as("no link of the other CMS is known, and the one of this CMS is not theirs")
                .isTrue();
        kafka.link("other", "411", "elsewhere411", String.valueOf(there.id()), "linked");
        HttpResponse<String> entered = visitor.proceed();

        HttpResponse<String> atLms = Http.browser(lms.url()).get(Http.location(entered));
        String session = atLms.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        assertThat(Http.program(lms.url()).get("/my/", "Cookie", session).body())
                .contains("Elsewhere")
                .doesNotContain("Person 411");
    }

    @Test
    void aUsernameThatLooksLikeAnothersUidIsNotTheirs() {
        LmsUser victim = account("412", account -> account);
        assertThat(login("412", victim.id()).statusCode()).isEqualTo(303);
        var visitor = new Visitor(service);

        visitor.handIn(Forge.fields(new Forge(Instant.now()).ssoLogin(payload -> {
            payload.remove("uid");
            payload.put("username", "412");
        })));

        assertThat(Visitor.isWaiting(visitor.browser().get("/sso/continue"))).isTrue();
        assertThat(kafka.heard(
                        event -> event.path("data").path("cmsUid").asText().equals("name:412")
                                && Kafka.type("io.isthmus.login.accepted.v1").test(event)))
                .as("an account is asked for somebody else")
                .hasSizeLessThanOrEqualTo(1);
    }

    private LmsUser account(String uid, UnaryOperator<LmsUser> change) {
        LmsUser user = lms.addUser("person" + uid, "Person", uid, "person" + uid + "@example.org");
        return lms.state().saveUser(change.apply(user.with("idnumber", "cms:" + uid)));
    }

    private HttpResponse<String> login(String uid, long lmsUserId) {
        kafka.link("cms", uid, "person" + uid, String.valueOf(lmsUserId), "linked");
        var token = new Forge(Instant.now())
                .jwe(claims -> claims.put("sub", uid).put("preferred_username", "person" + uid));
        return new Visitor(service).login(Forge.fields(token));
    }

    private static PresentedToken ofOtherCms(String uid) {
        var claims = new Forge(Instant.now())
                .jweClaims(other ->
                        other.put("iss", "strict").put("sub", uid).put("preferred_username", "elsewhere" + uid));
        return Forge.jwe("strict-1", "test-strict-signing-secret-0123456789", Forge.bytes(claims));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("This link cannot be used").doesNotContain("person4");
    }
}

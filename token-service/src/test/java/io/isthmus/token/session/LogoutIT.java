package io.isthmus.token.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LogoutIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    LmsStandIn lms;

    private Kafka kafka;
    private Visitor visitor;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        visitor = new Visitor(service);
        Service.awaitReady(service);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void asksAndThenEndsBothSessions() {
        login("601", "userkey");

        HttpResponse<String> asked = visitor.browser().get("/sso/logout");
        assertThat(asked.body()).contains("Log out?");
        HttpResponse<String> left = visitor.press(asked, "/sso/logout", "");

        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(Http.location(left)).isEqualTo(lms.url() + "/auth/userkey/logout.php?return=/");
        assertThat(ended("601", "logout")).isEqualTo(1);
        assertThat(visitor.browser().get("/sso/logout").body()).contains("You are logged out");
        assertThat(visitor.browser().get("/sso/continue").statusCode())
                .as("the back button leads nowhere")
                .isEqualTo(410);
    }

    @Test
    void aClientsTokenAnswersForThePerson() {
        login("602", "userkey");

        HttpResponse<String> wished = visitor.browser().postForm("/sso/logout", token("602"));
        assertThat(wished.statusCode()).isEqualTo(303);
        assertThat(Http.location(wished)).isEqualTo("/sso/logout");
        HttpResponse<String> left = visitor.browser().get("/sso/logout");

        assertThat(Http.location(left)).startsWith(lms.url() + "/auth/userkey/logout.php");
        assertThat(ended("602", "logout")).isEqualTo(1);
    }

    @Test
    void anotherPersonsTokenEndsNothing() {
        login("603", "userkey");

        visitor.browser().postForm("/sso/logout", token("699"));

        assertThat(visitor.browser().get("/sso/logout").body()).contains("Log out?");
        assertThat(visitor.browser().get("/sso/logout").body()).contains("Log out?");
    }

    @Test
    void anotherSiteCannotLogAnybodyOut() {
        login("604", "userkey");

        visitor.browser().postForm("/sso/logout", Map.of());
        visitor.browser().postForm("/sso/logout", Map.of("seal", "guessed"));
        visitor.browser().postForm("/sso/logout", Map.of("token", "guessed"));

        assertThat(visitor.browser().get("/sso/logout").body()).contains("Log out?");
    }

    @Test
    void whereThePluginCannotLogOutALinkLeadsToMoodlesOwnPage() {
        login("605", "manual");

        HttpResponse<String> asked = visitor.browser().get("/sso/logout");
        HttpResponse<String> left = visitor.press(asked, "/sso/logout", "");

        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(left.body()).contains("You are logged out", lms.url() + "/login/logout.php");
        assertThat(ended("605", "logout")).isEqualTo(1);
    }

    private void login(String uid, String auth) {
        LmsUser user = lms.addUser("person" + uid, "Person", uid, "person" + uid + "@example.org");
        lms.state().saveUser(user.with("idnumber", "cms:" + uid).with("auth", auth));
        kafka.link("cms", uid, "person" + uid, String.valueOf(user.id()), "linked");
        assertThat(visitor.login(token(uid)).statusCode()).isEqualTo(303);
    }

    private static Map<String, String> token(String uid) {
        return Forge.fields(new Forge(Instant.now())
                .jwe(claims -> claims.put("sub", uid).put("preferred_username", "person" + uid)));
    }

    private int ended(String uid, String reason) {
        Await.until("the end of the session is told", () -> events(uid, reason) > 0);
        return events(uid, reason);
    }

    private int events(String uid, String reason) {
        return kafka.heard(event -> event.path("type").asText().equals("io.isthmus.session.ended.v1")
                        && event.path("data").path("cmsUid").asText().equals(uid)
                        && event.path("data").path("reason").asText().equals(reason))
                .size();
    }
}

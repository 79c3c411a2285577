package io.isthmus.token.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.People;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
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
    private People people;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        visitor = new Visitor(service);
        people = new People(service, lms, kafka);
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
        assertThat(people.ended("601", "logout")).isEqualTo(1);
        assertThat(visitor.browser().get("/sso/logout").body()).contains("You are logged out");
        assertThat(visitor.browser().get("/sso/continue").statusCode())
                .as("the back button leads nowhere")
                .isEqualTo(410);
    }

    @Test
    void aClientsTokenAnswersForThePerson() {
        login("602", "userkey");

        HttpResponse<String> wished = visitor.browser().postForm("/sso/logout", People.token("602"));
        assertThat(wished.statusCode()).isEqualTo(303);
        assertThat(Http.location(wished)).isEqualTo("/sso/logout");
        HttpResponse<String> left = visitor.browser().get("/sso/logout");

        assertThat(Http.location(left)).startsWith(lms.url() + "/auth/userkey/logout.php");
        assertThat(people.ended("602", "logout")).isEqualTo(1);
    }

    @Test
    void anotherPersonsTokenEndsNothing() {
        login("603", "userkey");

        visitor.browser().postForm("/sso/logout", People.token("699"));

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
        assertThat(people.ended("605", "logout")).isEqualTo(1);
    }

    private void login(String uid, String auth) {
        people.linked(uid, auth);
        assertThat(visitor.login(People.token(uid)).statusCode()).isEqualTo(303);
    }
}

package io.isthmus.token.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class LaunchIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;
    Portal cms;

    private Visitor visitor;

    @BeforeEach
    void begin() {
        visitor = new Visitor(service);
        Service.awaitReady(service);
        try (var kafka = new Kafka(kafkaServer)) {
            kafka.link("cms", "101", "ada", "4", "linked");
        }
    }

    @Test
    void whoeverTheCmsKnowsComesIn() {
        logInAtTheCms();

        HttpResponse<String> launched = visitor.browser().get("/sso/launch?target=/course/view.php?id=2%26launch");
        HttpResponse<String> entered = visitor.proceed();

        assertThat(launched.statusCode()).isEqualTo(303);
        assertThat(Http.location(launched)).isEqualTo("/sso/continue");
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(Http.location(entered)).contains("/auth/userkey/login.php?key=", "launch");
    }

    @Test
    void whoeverTheCmsDoesNotKnowIsSentThereAndComesBackToAPath() {
        HttpResponse<String> sent = visitor.browser().get("/sso/launch?target=/my/");

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(Http.location(sent))
                .isEqualTo(cms.url() + "/user/login?destination=%2Fsso%2Flaunch%3Ftarget%3D%252Fmy%252F");
    }

    @Test
    void theThirdTimeItIsALoop() {
        visitor.browser().get("/sso/launch");
        visitor.browser().get("/sso/launch");

        HttpResponse<String> stopped = visitor.browser().get("/sso/launch");
        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("You are being sent in circles", "again=1");

        assertThat(visitor.browser().get("/sso/launch?again=1").statusCode()).isEqualTo(303);
    }

    @Test
    void aTargetElsewhereIsRefused() {
        logInAtTheCms();

        assertThat(visitor.browser().get("/sso/launch?target=//evil.example/").statusCode())
                .isEqualTo(401);
        assertThat(visitor.browser()
                        .get("/sso/launch?target=https://evil.example/")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void afterALogoutNobodyBouncesBackIn() {
        logInAtTheCms();
        visitor.browser().get("/sso/launch?target=/my/?quiet");
        assertThat(visitor.proceed().statusCode()).isEqualTo(303);
        visitor.press(visitor.browser().get("/sso/logout"), "/sso/logout", "");

        HttpResponse<String> quiet = visitor.browser().get("/sso/launch?target=/my/");
        assertThat(quiet.statusCode()).isEqualTo(200);
        assertThat(quiet.body()).contains("You just logged out", "again=1");

        assertThat(Http.location(visitor.browser().get("/sso/launch?target=/my/&again=1")))
                .isEqualTo("/sso/continue");
    }

    @Test
    void aCookieThatTheCmsDoesNotKnowIsNobodys() {
        String name = cookieName();

        HttpResponse<String> sent =
                Http.program(service).get("/sso/launch", "Cookie", name + "=made-up", "Accept", "text/html");

        assertThat(Http.location(sent)).startsWith(cms.url() + "/user/login");
    }

    private void logInAtTheCms() {
        HttpResponse<String> in = visitor.browser()
                .postJson(cms.url() + "/user/login?_format=json", Map.of("name", "ada", "pass", "ada"));
        assertThat(in.statusCode()).isEqualTo(200);
    }

    private String cookieName() {
        HttpResponse<String> in = new Visitor(service)
                .browser()
                .postJson(cms.url() + "/user/login?_format=json", Map.of("name", "bruno", "pass", "bruno"));
        return in.headers().firstValue("Set-Cookie").orElseThrow().split("=")[0];
    }
}

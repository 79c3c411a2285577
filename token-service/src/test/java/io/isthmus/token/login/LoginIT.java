package io.isthmus.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
class LoginIT {

    @TestHTTPResource("/")
    URI service;

    KafkaServer kafkaServer;
    LmsStandIn lms;

    private Kafka kafka;
    private Http browser;
    private Portal portal;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        browser = Http.browser(service);
        portal = new Portal(Http.program(service));
        Await.until(
                "the service is ready",
                () -> Http.program(service).get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void end() {
        kafka.close();
    }

    @Test
    void logsAdaInAtHerCourse() {
        kafka.link("cms", "101", "ada", "4", "linked");
        JsonNode minted = portal.mint("jwe", "101", "ada", "/course/view.php?id=2");

        var begun = browser.get(minted.path("loginUrl").asText().replaceFirst("http://localhost:9001", ""));
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(Http.location(begun)).isEqualTo("/sso/continue");
        Await.until("ada's link is known", () -> browser.get("/sso/continue").statusCode() == 303);
    }
}

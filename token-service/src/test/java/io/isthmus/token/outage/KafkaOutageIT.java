package io.isthmus.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class KafkaOutageIT {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;

    @Test
    void whoIsKnownComesInAndWhoIsNotIsAskedToComeBack() {
        Service.awaitReady(service);
        try (var kafka = new Kafka(kafkaServer)) {
            kafka.link("cms", "101", "ada", "4", "linked");
            assertThat(login("101", "before").statusCode()).isEqualTo(303);
        }
        kafkaServer.stop();
        try {
            assertThat(login("101", "during").statusCode()).isEqualTo(303);
            HttpResponse<String> unknown = login("801", "during");
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(unknown.body()).contains("Not possible at the moment");
            assertThat(Http.program(service).get("/sso/login?token=x").statusCode())
                    .as("audit waits, the refusal does not")
                    .isEqualTo(401);
            assertThat(Http.program(service).get("/q/health/ready").statusCode())
                    .isEqualTo(200);
        } finally {
            kafkaServer.start();
        }
        try (var kafka = new Kafka(kafkaServer)) {
            Await.until(
                    "the session that began meanwhile is told, or is on its way",
                    () -> Http.program(service).get("/q/health/ready").body().contains("\"waiting\": 0"));
            kafka.link("cms", "102", "bruno", "5", "linked");
            assertThat(login("102", "after").statusCode()).isEqualTo(303);
        }
    }

    private HttpResponse<String> login(String uid, String where) {
        var token =
                new Forge(Instant.now()).jwe(claims -> claims.put("sub", uid).put("redirect", "/my/?kafka-" + where));
        return new Visitor(service).login(Forge.fields(token));
    }
}

package io.isthmus.token.login;

import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of somebody who comes with a token: ada and bruno are linked, and a browser is open. */
@SuppressWarnings("NullAway.Init")
abstract class AtTheDoor {

    @TestHTTPResource("/")
    URI service;

    KafkaBox kafkaServer;

    Kafka kafka;
    Http browser;
    Visitor visitor;
    Portal portal;

    @BeforeEach
    void begin() {
        kafka = new Kafka(kafkaServer);
        visitor = new Visitor(service);
        browser = visitor.browser();
        portal = new Portal(Http.program(service));
        Service.awaitReady(service);
        kafka.link("cms", "101", "ada", "4", "linked");
        kafka.link("cms", "102", "bruno", "5", "linked");
    }

    @AfterEach
    void end() {
        kafka.close();
    }
}

package io.isthmus.usersync;

import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.portal.Portal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that stands between the two sides. */
abstract class Between {

    LmsStandIn lms;
    Portal portal;
    KafkaServer kafka;
    TokenIssuer issuer;
    World world;

    @BeforeEach
    void begin() {
        world = new World(lms, portal, kafka, issuer);
    }

    @AfterEach
    void end() {
        world.close();
    }
}

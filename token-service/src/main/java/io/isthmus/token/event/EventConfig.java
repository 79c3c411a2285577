package io.isthmus.token.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events wait for Kafka. */
@ConfigMapping(prefix = "isthmus.events")
public interface EventConfig {

    /** How many events may wait; what comes beyond is dropped and counted. */
    @WithDefault("10000")
    int capacity();

    /** The pause before events that could not be sent are sent again. */
    @WithDefault("PT1S")
    Duration retry();

    /** How long a person waits for Kafka to take a login that needs a new account. */
    @WithDefault("PT3S")
    Duration timeout();

    /** How long a shutdown waits for the events that are left. */
    @WithDefault("PT5S")
    Duration drain();
}

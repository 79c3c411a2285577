package io.isthmus.token.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the replica of the links is kept. */
@ConfigMapping(prefix = "isthmus.links")
public interface LinkConfig {

    @WithDefault("isthmus.identity.links")
    String topic();

    /**
     * How long nobody may have listened before all is read again. Less than the topic's {@code delete.retention.ms}
     * (24 h by default), after which Kafka forgets tombstones.
     */
    @WithDefault("PT12H")
    Duration maxAge();

    /** How long the start waits for Kafka before it goes on with the links that Redis has. */
    @WithDefault("PT10S")
    Duration patience();
}

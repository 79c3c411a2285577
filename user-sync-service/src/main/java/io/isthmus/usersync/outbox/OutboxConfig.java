package io.isthmus.usersync.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave. */
@ConfigMapping(prefix = "isthmus.outbox")
interface OutboxConfig {

    /** How long an event may wait that another replica wrote; one of our own leaves at once. */
    @WithDefault("PT0.25S")
    Duration poll();

    /** For a batch, from the first event to the broker's word that it is stored. */
    @WithDefault("PT10S")
    Duration timeout();
}

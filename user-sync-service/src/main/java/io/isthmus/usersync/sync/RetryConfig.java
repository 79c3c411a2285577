package io.isthmus.usersync.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a person waits after a failure. */
@ConfigMapping(prefix = "isthmus.retry")
interface RetryConfig {

    /** After the first failure; doubled after each further one. */
    @WithDefault("PT1S")
    Duration first();

    /** Never more than this. */
    @WithDefault("PT5M")
    Duration longest();

    /** Share of the wait that is left to chance, 0 to 1. */
    @WithDefault("0.3")
    double jitter();
}

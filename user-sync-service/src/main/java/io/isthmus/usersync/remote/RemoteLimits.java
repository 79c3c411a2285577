package io.isthmus.usersync.remote;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of a system one replica takes. */
public interface RemoteLimits {

    /**
     * Calls in a second; after a pause so many may go at once. What is more waits for its turn. The default is out of
     * the way of a side that answers in 20 ms: what it feels are the calls at a time.
     */
    @WithDefault("2000")
    int rateLimit();

    /** Calls at a time; of one function three quarters of them at most, so that a slow one leaves room for others. */
    @WithDefault("32")
    int maxParallel();

    /** How long nothing is sent after six of ten calls have failed; then a single one is tried. */
    @WithDefault("PT1S")
    Duration breakerDelay();
}

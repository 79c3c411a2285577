package io.isthmus.usersync.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Requests that are made twice. */
@ConfigMapping(prefix = "isthmus.idempotency")
interface IdempotencyConfig {

    /** How long an answer is kept for those who ask again. */
    @WithDefault("P1D")
    Duration keep();

    /** After that a request that was never answered counts as failed, and may be made again. */
    @WithDefault("PT2M")
    Duration patience();
}

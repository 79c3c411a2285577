package io.isthmus.token.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Redis is asked; where it is stands in {@code quarkus.redis.*}. */
@ConfigMapping(prefix = "isthmus.redis")
public interface RedisConfig {

    /** How long a command that somebody waits for may take before the answer is "cannot be known". */
    @WithDefault("PT0.25S")
    Duration timeout();

    /** Connections that are kept for people and callers, each with many commands under way. */
    @WithDefault("4")
    int connections();

    /** How long a command of the work behind the scenes may take, for which nobody waits. */
    @WithDefault("PT3S")
    Duration backgroundTimeout();
}

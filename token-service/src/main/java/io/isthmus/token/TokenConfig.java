package io.isthmus.token;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of SSO tokens. */
@ConfigMapping(prefix = "isthmus.token")
public interface TokenConfig {

    /** How long a token is good for that is minted here, or that names no end of its own. */
    @WithDefault("PT2M")
    Duration ttl();

    /** The longest lifetime a token may claim for itself. */
    @WithDefault("PT5M")
    Duration maxLifetime();

    /** How far clocks may be apart, in both directions. */
    @WithDefault("PT30S")
    Duration clockSkew();

    /** The longest token that is looked at. */
    @WithDefault("8K")
    MemorySize maxSize();
}

package io.isthmus.token.oauth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Access tokens and the keys that sign them. */
@ConfigMapping(prefix = "isthmus.oauth")
public interface OAuthConfig {

    /** How long an access token is good; at most 5 minutes, since other services do not ask whether it was revoked. */
    @WithDefault("PT5M")
    Duration ttl();

    /** How long a key signs. */
    @WithDefault("P30D")
    Duration keyRotation();

    /**
     * How long a key is published before it signs and after it last signed: longer than anybody keeps the key set in a
     * cache.
     */
    @WithDefault("PT70M")
    Duration keyOverlap();

    /** How often the replicas look for keys of the others. */
    @WithDefault("PT2S")
    Duration keyRefresh();
}

package io.isthmus.token.verify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many bad tokens a remote network (IPv4 /24, IPv6 /56) may send before it is told to stay away. */
@ConfigMapping(prefix = "isthmus.failures")
public interface FailureConfig {

    /** Within a window. */
    @WithDefault("60")
    int limit();

    @WithDefault("PT1M")
    Duration window();

    /** Networks remembered at most. */
    @WithDefault("10000")
    int networks();
}

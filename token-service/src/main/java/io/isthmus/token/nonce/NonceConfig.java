package io.isthmus.token.nonce;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tokens are kept from being used twice. */
@ConfigMapping(prefix = "isthmus.nonce")
public interface NonceConfig {

    /** Whether a plugin token without a nonce is refused; otherwise a hash of its signature is claimed. */
    @WithDefault("true")
    boolean required();

    /** How many Redis replicas must have a claim before it counts; 0 for a Redis without replicas. */
    @WithDefault("0")
    int waitReplicas();

    /** How often every bucket's epoch is looked at, so that a loss is noticed before the next login. */
    @WithDefault("PT1S")
    Duration epochCheck();
}

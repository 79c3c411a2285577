package io.isthmus.token.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Accounts that are made while their owner waits at the door. */
@ConfigMapping(prefix = "isthmus.jit")
public interface JitConfig {

    @WithDefault("true")
    boolean enabled();

    /** How long a request waits for the account before a page asks for patience. */
    @WithDefault("PT5S")
    @WithName("wait")
    Duration patience();

    /** When that page gives up. */
    @WithDefault("PT2M")
    Duration giveUp();
}

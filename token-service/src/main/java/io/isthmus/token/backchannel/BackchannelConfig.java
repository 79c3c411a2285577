package io.isthmus.token.backchannel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How clients are told that a session is over. */
@ConfigMapping(prefix = "isthmus.backchannel")
public interface BackchannelConfig {

    /** For one try as a whole. */
    @WithDefault("PT5S")
    Duration timeout();

    /** How often it is tried before a notice is given up. */
    @WithDefault("16")
    int attempts();

    /** The pause after the first failure; it doubles with each. */
    @WithDefault("PT1S")
    Duration backoff();

    /** The longest pause. */
    @WithDefault("PT15M")
    Duration maxBackoff();

    /** How often each client's queue is looked at. */
    @WithDefault("PT1S")
    Duration poll();

    /** How many notices of one client are under way at the same time. */
    @WithDefault("10")
    int parallel();

    /** How many notices of one client may wait; what comes beyond is dropped and counted. */
    @WithDefault("100000")
    int capacity();

    /** How many notices of one client that were given up are kept, and for how long: they hold CMS uids. */
    @WithDefault("1000")
    int deadLetters();

    @WithDefault("P7D")
    Duration retention();
}

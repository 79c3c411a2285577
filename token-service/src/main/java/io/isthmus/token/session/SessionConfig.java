package io.isthmus.token.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Isthmus sessions. */
@ConfigMapping(prefix = "isthmus.session")
public interface SessionConfig {

    /** How long a session lasts from the login that began it. */
    @WithDefault("PT8H")
    Duration ttl();

    /** How often sessions whose time is over are looked for, to tell of their end. */
    @WithDefault("PT30S")
    Duration sweep();

    /** How long after a logout nobody is let in by {@code /sso/launch} unasked. */
    @WithDefault("PT1M")
    Duration quiet();

    /** Where the LMS leaves people after logout: a path there. */
    @WithDefault("/")
    String lmsReturn();
}

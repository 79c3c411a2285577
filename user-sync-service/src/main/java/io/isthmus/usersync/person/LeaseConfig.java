package io.isthmus.usersync.person;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How persons are shared between workers. */
@ConfigMapping(prefix = "isthmus.lease")
interface LeaseConfig {

    /** How long a worker may take for one person; then another may have them. */
    @WithDefault("PT60S")
    Duration duration();
}

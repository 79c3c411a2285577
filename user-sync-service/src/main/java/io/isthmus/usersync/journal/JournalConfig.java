package io.isthmus.usersync.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What comes in. */
@ConfigMapping(prefix = "isthmus.journal")
interface JournalConfig {

    /** Bytes; an event about one person is far smaller. A larger one is kept, and dead. */
    @WithDefault("1048576")
    int maxSize();
}

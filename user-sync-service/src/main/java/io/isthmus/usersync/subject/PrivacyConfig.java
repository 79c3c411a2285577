package io.isthmus.usersync.subject;

import io.isthmus.usersync.account.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long personal data is kept, and how it is remembered that somebody was erased. */
@ConfigMapping(prefix = "isthmus.privacy")
interface PrivacyConfig {

    /** For the hashes of those who were erased; with another key they are not recognised any more. */
    Secret key();

    /** Of payloads in the journal whose work is done, and of finished imports. */
    @WithDefault("P30D")
    Duration payloads();

    /** Of payloads in the journal that somebody has yet to decide about. */
    @WithDefault("P90D")
    Duration undecidedPayloads();

    /** How long an event is known by its source and id when it comes again; longer than Kafka keeps it. */
    @WithDefault("P14D")
    Duration seenEvents();
}

package io.isthmus.usersync.account;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** What everything else is given. */
@Singleton
final class AccountWiring {

    @Produces
    @Singleton
    Sources sources(SourcesConfig config) {
        return config.sources();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Names of new events. */
    @Produces
    @Singleton
    Supplier<UUID> ids() {
        return UUID::randomUUID;
    }
}

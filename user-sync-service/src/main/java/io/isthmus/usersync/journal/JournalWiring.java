package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.isthmus.usersync.trace.Traces;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

@Singleton
final class JournalWiring {

    @Produces
    @Singleton
    Journal journal(
            Pool pool,
            Persons persons,
            Outbox outbox,
            Sources sources,
            Suppressed suppressed,
            JournalConfig config,
            Traces traces,
            Clock clock,
            Supplier<UUID> ids) {
        return new Journal(
                pool, persons, outbox, new EventReader(sources, config.maxSize()), suppressed, traces, clock, ids);
    }

    @Produces
    @Singleton
    JournalActs acts(Pool pool, Persons persons, Sources sources, JournalConfig config, Clock clock) {
        return new JournalActs(pool, persons, new EventReader(sources, config.maxSize()), clock);
    }
}

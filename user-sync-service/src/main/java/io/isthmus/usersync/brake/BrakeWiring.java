package io.isthmus.usersync.brake;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.JournalActs;
import io.isthmus.usersync.outbox.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class BrakeWiring {

    @Produces
    @Singleton
    BrakeLimit limit(BrakeConfig config) {
        return new BrakeLimit(config.maxPercent(), config.minCount(), config.maxCount(), config.window());
    }

    @Produces
    @Singleton
    Brake brake(Pool pool, Outbox outbox, BrakeLimit limit, Clock clock) {
        return new Brake(pool, outbox, limit, clock);
    }

    @Produces
    @Singleton
    BrakeActs acts(
            Pool pool,
            Journal journal,
            JournalActs entries,
            Outbox outbox,
            BrakeLimit limit,
            Sources sources,
            Clock clock) {
        return new BrakeActs(pool, journal, entries, outbox, limit, sources, clock);
    }
}

package io.isthmus.usersync.link;

import io.isthmus.usersync.account.KnownAccounts;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.outbox.Outbox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class LinkWiring {

    @Produces
    @Singleton
    Links links(Pool pool, Outbox outbox, Sources sources, Clock clock) {
        return new Links(pool, outbox, sources, clock);
    }

    @Produces
    @Singleton
    KnownAccounts knownAccounts(Links links) {
        return links::fewAccounts;
    }
}

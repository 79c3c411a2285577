package io.isthmus.usersync.conflict;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class ConflictWiring {

    @Produces
    @Singleton
    Conflicts conflicts(Pool pool, Clock clock) {
        return new Conflicts(pool, clock);
    }
}

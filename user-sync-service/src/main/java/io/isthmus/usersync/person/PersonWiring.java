package io.isthmus.usersync.person;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class PersonWiring {

    @Produces
    @Singleton
    Persons persons(Pool pool, Clock clock, LeaseConfig config) {
        return new Persons(pool, clock, config.duration());
    }
}

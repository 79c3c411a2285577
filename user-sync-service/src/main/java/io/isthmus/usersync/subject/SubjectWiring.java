package io.isthmus.usersync.subject;

import io.isthmus.usersync.person.Suppressed;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;

@Singleton
final class SubjectWiring {

    @Produces
    @Singleton
    @Typed({Suppressed.class, Suppressions.class})
    Suppressions suppressions(Pool pool, Clock clock, PrivacyConfig config) {
        return new Suppressions(pool, clock, config.key());
    }
}

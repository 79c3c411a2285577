package io.isthmus.usersync.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The outbox and its relay, which works as long as the service does. */
@Singleton
final class OutboxWiring {

    /** After those who still write events. */
    private static final int STOP_LAST = 3000;

    private final OutboxRelay relay;

    OutboxWiring(
            AgroalDataSource database,
            OutboxConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        relay = new OutboxRelay(
                database, timeout -> new OutboxProducer(bootstrapServers, timeout), config.poll(), config.timeout());
    }

    @Produces
    @Singleton
    Outbox outbox(Clock clock, Supplier<UUID> ids) {
        return new Outbox(clock, ids);
    }

    @Produces
    @Singleton
    OutboxNews news() {
        return relay::nudge;
    }

    void start(@Observes StartupEvent event) {
        relay.start();
    }

    void stop(@Observes @Priority(STOP_LAST) ShutdownEvent event) {
        relay.stop();
    }
}

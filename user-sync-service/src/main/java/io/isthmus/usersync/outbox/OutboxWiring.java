package io.isthmus.usersync.outbox;

import io.agroal.api.AgroalDataSource;
import io.isthmus.usersync.account.SourcesConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The outbox and its relay, which works as long as the service does. */
@Singleton
final class OutboxWiring {

    /** After those who still write events. */
    private static final int STOP_LAST = 3000;

    private final OutboxRelay relay;

    OutboxWiring(
            AgroalDataSource database,
            OutboxConfig config,
            SourcesConfig sources,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        String transactionalId = sources.instanceName() + "-outbox";
        relay = new OutboxRelay(
                database,
                timeout -> new OutboxProducer(kafka, transactionalId, timeout),
                config.poll(),
                config.timeout());
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

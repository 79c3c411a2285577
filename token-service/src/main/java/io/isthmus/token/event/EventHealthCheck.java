package io.isthmus.token.event;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how many events wait for Kafka. Always up: people with a known link can be let in without it. */
@Readiness
@Singleton
public class EventHealthCheck implements HealthCheck {

    private final LoginEvents events;

    @Inject
    public EventHealthCheck(LoginEvents events) {
        this.events = events;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("events")
                .up()
                .withData("waiting", events.waiting())
                .withData("dropped", events.dropped())
                .build();
    }
}

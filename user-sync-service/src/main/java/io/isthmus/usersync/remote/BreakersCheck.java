package io.isthmus.usersync.remote;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells which systems are being left alone. That is no reason for this service to get no work: what it takes in waits,
 * and is done as soon as they are well again.
 */
@Readiness
@ApplicationScoped
class BreakersCheck implements HealthCheck {

    private final Breakers breakers;

    BreakersCheck(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Breakers").up();
        breakers.states()
                .forEach((name, state) -> response.withData(name, state.name().toLowerCase(Locale.ROOT)));
        return response.build();
    }
}

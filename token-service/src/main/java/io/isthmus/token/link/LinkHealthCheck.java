package io.isthmus.token.link;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the links are whole; whether Kafka is heard is told, and does not count. */
@Readiness
@Singleton
public class LinkHealthCheck implements HealthCheck {

    private final ReplicaState state;

    @Inject
    public LinkHealthCheck(ReplicaState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("links")
                .status(state.view().usable())
                .withData("kafka", state.view().listening())
                .build();
    }
}

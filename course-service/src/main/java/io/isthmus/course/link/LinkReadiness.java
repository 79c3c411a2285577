package io.isthmus.course.link;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the replica of the links has caught up. */
@Readiness
@ApplicationScoped
class LinkReadiness implements HealthCheck {

    private final LinkConsumer consumer;

    LinkReadiness(LinkConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("link replica caught up")
                .status(consumer.isCaughtUp())
                .build();
    }
}

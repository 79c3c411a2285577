package io.isthmus.token;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Without traces there is nothing to carry from one stage of an answer to the next: no bean here is of a request's
 * scope. Carrying nothing costs as much as the cryptography of a token.
 */
class UncarriedContexts {

    void leave(
            @Observes StartupEvent event, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean withoutTraces) {
        if (withoutTraces) {
            Infrastructure.clearInterceptors();
        }
    }
}

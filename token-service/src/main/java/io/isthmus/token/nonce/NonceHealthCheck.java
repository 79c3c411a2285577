package io.isthmus.token.nonce;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a token issued now could be used: Redis is there, evicts nothing, and remembers long enough. */
@Readiness
@Singleton
public class NonceHealthCheck implements HealthCheck {

    private final NonceEpochs epochs;

    @Inject
    public NonceHealthCheck(NonceEpochs epochs) {
        this.epochs = epochs;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("nonces")
                .status(epochs.reachable() && epochs.settled())
                .withData("redis", epochs.reachable())
                .withData("settled", epochs.settled())
                .withData("eviction", epochs.state().policy())
                .build();
    }
}

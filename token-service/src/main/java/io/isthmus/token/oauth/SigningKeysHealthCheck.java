package io.isthmus.token.oauth;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when there is a key to sign with. */
@Readiness
@Singleton
public class SigningKeysHealthCheck implements HealthCheck {

    private final SigningKeys keys;

    @Inject
    public SigningKeysHealthCheck(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signing keys")
                .status(!keys.published().isEmpty())
                .withData("published", keys.published().size())
                .build();
    }
}

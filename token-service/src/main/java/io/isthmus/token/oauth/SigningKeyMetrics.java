package io.isthmus.token.oauth;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** How long the key that signs has done so. Beyond {@code isthmus.oauth.key-rotation}, rotation is stuck. */
@Singleton
public class SigningKeyMetrics {

    private final Supplier<SigningKeyRing> ring;
    private final MeterRegistry meters;
    private final Clock clock;

    @Inject
    public SigningKeyMetrics(SigningKeys keys, MeterRegistry meters, Clock clock) {
        this(keys::ring, meters, clock);
    }

    SigningKeyMetrics(Supplier<SigningKeyRing> ring, MeterRegistry meters, Clock clock) {
        this.ring = ring;
        this.meters = meters;
        this.clock = clock;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("isthmus.signing.key.age", this::age)
                .description("How long the signing key has been in use; not a number without a key")
                .baseUnit("seconds")
                .register(meters);
    }

    private double age() {
        Instant now = clock.instant();
        return ring.get()
                .signing(now)
                .map(key -> (double) Duration.between(key.activeFrom(), now).toSeconds())
                .orElse(Double.NaN);
    }
}

package io.isthmus.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class SigningKeyMetricsTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SigningKeyRing ring = SigningKeyRing.empty();

    @Test
    void tellsHowLongTheSigningKeyHasSigned() throws JoseException {
        metrics(START.plus(Duration.ofDays(2))).register(new StartupEvent());
        var key = new SigningKey(EcJwkGenerator.generateJwk(EllipticCurves.P256), START);

        ring = SigningKeyRing.empty().tended(START, Duration.ofDays(30), Duration.ofMinutes(70), first -> key);

        assertThat(age()).isEqualTo(Duration.ofDays(2).toSeconds());
    }

    @Test
    void isNoNumberWithoutAKey() {
        metrics(START).register(new StartupEvent());

        assertThat(age()).isNaN();
    }

    private SigningKeyMetrics metrics(Instant now) {
        return new SigningKeyMetrics(() -> ring, meters, Clock.fixed(now, ZoneOffset.UTC));
    }

    private double age() {
        return meters.get("isthmus.signing.key.age").gauge().value();
    }
}

package io.isthmus.usersync.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant THEN = Instant.parse("2026-05-04T10:00:00Z");

    private final Pace pace = new Pace();

    @Test
    void tellsNothingBeforeThereAreTwoCounts() {
        pace.count(THEN, 100);

        assertThat(pace.perSecond()).isZero();
        assertThat(pace.remaining(10)).isNull();
        assertThat(pace.remaining(0)).isZero();
    }

    @Test
    void tellsRateAndRest() {
        pace.count(THEN, 0);
        pace.count(THEN.plusSeconds(2), 100);

        assertThat(pace.perSecond()).isEqualTo(50);
        assertThat(pace.remaining(200)).isEqualTo(4);
    }

    @Test
    void forgetsHowFastItWasAMinuteAgo() {
        pace.count(THEN, 0);
        pace.count(THEN.plusSeconds(1), 1000);
        pace.count(THEN.plusSeconds(60), 1000);
        pace.count(THEN.plusSeconds(70), 1010);

        assertThat(pace.perSecond()).isEqualTo(1);
    }
}

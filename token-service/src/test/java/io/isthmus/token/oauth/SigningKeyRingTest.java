package io.isthmus.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class SigningKeyRingTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    private static final Duration ROTATION = Duration.ofDays(30);
    private static final Duration OVERLAP = Duration.ofMinutes(70);

    private int made;

    @Test
    void theFirstKeySignsAtOnce() {
        SigningKeyRing ring = tended(SigningKeyRing.empty(), START);

        assertThat(ring.signing(START)).hasValue(ring.keys().get(0));
        assertThat(tended(ring, START.plusSeconds(60))).isEqualTo(ring);
    }

    @Test
    void aSuccessorIsPublishedBeforeItSigns() {
        SigningKeyRing first = tended(SigningKeyRing.empty(), START);
        Instant published = START.plus(ROTATION).minus(OVERLAP);

        SigningKeyRing both = tended(first, published);

        assertThat(tended(first, published.minusSeconds(1)).keys()).hasSize(1);
        assertThat(both.keys()).hasSize(2);
        assertThat(both.signing(START.plus(ROTATION).minusSeconds(1)))
                .hasValue(both.keys().get(0));
        assertThat(both.signing(START.plus(ROTATION))).hasValue(both.keys().get(1));
    }

    @Test
    void aKeyStaysPublishedAfterItLastSigned() {
        SigningKeyRing both = tended(
                tended(SigningKeyRing.empty(), START), START.plus(ROTATION).minus(OVERLAP));
        Instant over = START.plus(ROTATION).plus(OVERLAP);

        assertThat(tended(both, over.minusSeconds(1)).keys()).hasSize(2);
        assertThat(tended(both, over).keys()).containsExactly(both.keys().get(1));
    }

    @Test
    void afterALongSleepTheSuccessorIsStillPublishedFirst() {
        SigningKeyRing old = tended(SigningKeyRing.empty(), START);
        Instant late = START.plus(ROTATION).plus(Duration.ofDays(100));

        SigningKeyRing awake = tended(old, late);

        assertThat(awake.signing(late)).hasValue(old.keys().get(0));
        assertThat(awake.keys().get(1).activeFrom()).isEqualTo(late.plus(OVERLAP));
    }

    @Test
    void inAYearNobodyMeetsAnUnpublishedKey() {
        SigningKeyRing ring = SigningKeyRing.empty();
        Set<String> known = new HashSet<>();
        for (int hour = 0; hour < 365 * 24; hour++) {
            Instant now = START.plus(Duration.ofHours(hour));
            ring = tended(ring, now);
            String signing = ring.signing(now).orElseThrow().kid();
            if (hour > 0) {
                assertThat(known).as("published an hour before, at %s", now).contains(signing);
            }
            known.clear();
            ring.keys().forEach(key -> known.add(key.kid()));
            assertThat(ring.keys()).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(made).isBetween(12, 14);
    }

    private SigningKeyRing tended(SigningKeyRing ring, Instant now) {
        return ring.tended(now, ROTATION, OVERLAP, this::newKey);
    }

    private SigningKey newKey(Instant activeFrom) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("key-" + made++);
            return new SigningKey(key, activeFrom);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}

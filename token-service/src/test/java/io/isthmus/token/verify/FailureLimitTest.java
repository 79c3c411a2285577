package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.TestClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureLimitTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final TestClock clock = new TestClock();
    private final FailureLimit limit = new FailureLimit(clock, 3, Duration.ofMinutes(1), 100);

    @BeforeEach
    void begin() {
        clock.stopAt(START);
    }

    @Test
    void toleratesAFewFailures() throws UnknownHostException {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.count(address("192.0.2.1"))).isEmpty();
        }

        assertThat(limit.count(address("192.0.2.1"))).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void countsANetworkTogetherAndOthersApart() throws UnknownHostException {
        for (int i = 0; i < 4; i++) {
            limit.count(address("192.0.2." + i));
            limit.count(address("2001:db8:1:1::" + i));
        }

        assertThat(limit.count(address("192.0.2.200"))).isPresent();
        assertThat(limit.count(address("192.0.3.1"))).isEmpty();
        assertThat(limit.count(address("2001:db8:1:ff::1"))).isPresent();
        assertThat(limit.count(address("2001:db8:2::1"))).isEmpty();
    }

    @Test
    void forgetsAfterAWhile() throws UnknownHostException {
        for (int i = 0; i < 5; i++) {
            limit.count(address("192.0.2.1"));
        }
        clock.stopAt(START.plusSeconds(45));
        assertThat(limit.count(address("192.0.2.1"))).hasValue(Duration.ofSeconds(15));

        clock.stopAt(START.plusSeconds(60));

        assertThat(limit.count(address("192.0.2.1"))).isEmpty();
    }

    @Test
    void remembersSoManyNetworksAndNoMore() throws UnknownHostException {
        for (int i = 0; i < 5; i++) {
            limit.count(address("192.0.2.1"));
        }
        for (int i = 0; i < 100; i++) {
            limit.count(address("198.51." + i + ".1"));
        }

        assertThat(limit.count(address("192.0.2.1"))).isEmpty();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}

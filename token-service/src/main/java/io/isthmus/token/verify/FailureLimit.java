package io.isthmus.token.verify;

import io.isthmus.token.client.Network;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the tokens of each remote network whose MAC did not hold. Whose MAC holds is never asked here, so nobody pays
 * for what others behind the same address do. When there are too many networks, the one not heard of for longest is
 * forgotten.
 */
final class FailureLimit {

    /** Bits of an IPv4 network. */
    private static final int IPV4 = 24;

    /** Bits of an IPv6 network: what one customer usually has. */
    private static final int IPV6 = 56;

    private static final int IPV4_BYTES = 4;

    private final Clock clock;
    private final int limit;
    private final Duration window;
    private final Map<ByteBuffer, Window> networks;

    private static final class Window {

        private Instant end = Instant.MIN;
        private int failures;
    }

    /**
     * @param limit failures that are answered as such within a window
     * @param capacity networks remembered
     */
    FailureLimit(Clock clock, int limit, Duration window, int capacity) {
        this.clock = clock;
        this.limit = limit;
        this.window = window;
        this.networks = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Window> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Counts a failure. @return how long to stay away, if there were too many */
    synchronized Optional<Duration> count(InetAddress remote) {
        Instant now = clock.instant();
        byte[] address = remote.getAddress();
        ByteBuffer network = ByteBuffer.wrap(Network.masked(address, address.length == IPV4_BYTES ? IPV4 : IPV6));
        Window current = networks.computeIfAbsent(network, first -> new Window());
        if (!now.isBefore(current.end)) {
            current.end = now.plus(window);
            current.failures = 0;
        }
        current.failures++;
        return current.failures > limit ? Optional.of(Duration.between(now, current.end)) : Optional.empty();
    }
}

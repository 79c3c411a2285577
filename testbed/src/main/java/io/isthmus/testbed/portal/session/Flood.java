package io.isthmus.testbed.portal.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Drupal's flood control: counts events by name and whom they are about, in a sliding window. */
public final class Flood {

    private static final int LIMIT = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> events = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > LIMIT;
        }
    };

    public Flood(Clock clock) {
        this.clock = clock;
    }

    /** @param expires of the event, a time from now */
    synchronized void register(String event, String about, Duration expires) {
        current(event, about).add(clock.instant().plus(expires));
    }

    synchronized boolean allowed(String event, String about, int limit) {
        return current(event, about).size() < limit;
    }

    synchronized void clear(String event, String about) {
        events.remove(event + " " + about);
    }

    /** Forgets everything. */
    public synchronized void clear() {
        events.clear();
    }

    private Deque<Instant> current(String event, String about) {
        Deque<Instant> expiries = events.computeIfAbsent(event + " " + about, key -> new ArrayDeque<>());
        while (!expiries.isEmpty() && !expiries.peekFirst().isAfter(clock.instant())) {
            expiries.removeFirst();
        }
        return expiries;
    }
}

package io.isthmus.usersync.remote;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which systems are being left alone. */
@ApplicationScoped
class Breakers {

    private final Map<String, CircuitBreakerState> states = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Event<Recovered> news;

    Breakers(MeterRegistry meters, Event<Recovered> news) {
        this.meters = meters;
        this.news = news;
    }

    /** @param calls {@code read} or {@code write} */
    void add(String side, String calls) {
        String name = name(side, calls);
        states.put(name, CircuitBreakerState.CLOSED);
        Gauge.builder("isthmus.remote.breaker.open", () -> states.get(name) == CircuitBreakerState.CLOSED ? 0 : 1)
                .description("1 while nothing is sent, or a single call to try")
                .tags("side", side, "calls", calls)
                .register(meters);
    }

    void changed(String side, String calls, CircuitBreakerState state) {
        states.put(name(side, calls), state);
        if (state == CircuitBreakerState.CLOSED && isWell(side)) {
            news.fire(new Recovered(side));
        }
    }

    private boolean isWell(String side) {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name(side, "")))
                .allMatch(entry -> entry.getValue() == CircuitBreakerState.CLOSED);
    }

    /** @return by name */
    Map<String, CircuitBreakerState> states() {
        return new TreeMap<>(states);
    }

    private static String name(String side, String calls) {
        return side + " " + calls;
    }
}

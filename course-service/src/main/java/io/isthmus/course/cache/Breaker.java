package io.isthmus.course.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Spares whoever gives no answer: after some failures in a row nobody asks for a pause, and then one asker tries for
 * all. Nothing but a few counts, as it stands before each command to Redis.
 */
final class Breaker {

    private static final long CLOSED = Long.MIN_VALUE;

    private final int failuresToOpen;
    private final Duration pause;
    private final Clock clock;
    private final Consumer<Boolean> changed;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong openUntil = new AtomicLong(CLOSED);

    /** @param changed is told whether it is closed, whenever that changes */
    Breaker(int failuresToOpen, Duration pause, Clock clock, Consumer<Boolean> changed) {
        this.failuresToOpen = failuresToOpen;
        this.pause = pause;
        this.clock = clock;
        this.changed = changed;
    }

    boolean allows() {
        long until = openUntil.get();
        if (until == CLOSED) {
            return true;
        }
        long now = clock.millis();
        return now >= until && openUntil.compareAndSet(until, now + pause.toMillis());
    }

    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
        if (openUntil.get() != CLOSED && openUntil.getAndSet(CLOSED) != CLOSED) {
            changed.accept(true);
        }
    }

    void failed() {
        if (failures.incrementAndGet() < failuresToOpen) {
            return;
        }
        if (openUntil.getAndSet(clock.millis() + pause.toMillis()) == CLOSED) {
            changed.accept(false);
        }
    }
}

package io.isthmus.course;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until told. */
public final class MovingClock extends Clock {

    public static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    public MovingClock() {
        this(new AtomicReference<>(START), ZoneOffset.UTC);
    }

    private MovingClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, elsewhere. */
    @Override
    public Clock withZone(ZoneId other) {
        return new MovingClock(now, other);
    }
}

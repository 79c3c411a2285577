package io.isthmus.usersync.importing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How fast something counts up, over the last half minute. Not for several threads. */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final double MILLIS = 1000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long count) {}

    void count(Instant at, long count) {
        samples.addLast(new Sample(at, count));
        while (samples.size() > 2
                && Objects.requireNonNull(samples.peekFirst()).at().isBefore(at.minus(WINDOW))) {
            samples.removeFirst();
        }
    }

    /** @return per second; 0 before there is anything to compare */
    double perSecond() {
        Sample first = samples.peekFirst();
        Sample last = samples.peekLast();
        if (first == null || last == null || !last.at().isAfter(first.at())) {
            return 0;
        }
        double millis = Duration.between(first.at(), last.at()).toMillis();
        return Math.max(0, (last.count() - first.count()) * MILLIS / millis);
    }

    /**
     * @param rest how much is left
     * @return seconds; null while it stands still
     */
    @Nullable
    Long remaining(long rest) {
        double rate = perSecond();
        if (rest == 0) {
            return 0L;
        }
        return rate == 0 ? null : Math.round(rest / rate);
    }
}

package io.isthmus.usersync.sync;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a person waits after failures in a row: twice as long each time, up to a limit, with jitter, so that those
 * who failed together do not come back together.
 *
 * @param first after the first failure
 * @param longest never more than this
 * @param jitter share of the wait that is left to chance, 0 to 1
 * @param random gives 0 (inclusive) to 1 (exclusive)
 */
record Backoff(Duration first, Duration longest, double jitter, DoubleSupplier random) {

    private static final int MAX_DOUBLINGS = 30;

    /** @param failures so far, this one not counted */
    Duration after(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures, MAX_DOUBLINGS));
        double capped = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 - jitter * random.getAsDouble())));
    }
}

package io.isthmus.usersync.brake;

import java.time.Duration;

/**
 * How many destructive changes are let through in a window.
 *
 * @param percent of the linked people
 * @param least however few people are linked
 * @param most however many people are linked
 */
public record BrakeLimit(double percent, int least, int most, Duration window) {

    public BrakeLimit {
        if (percent < 0 || least < 0 || most < least || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the brake wants percent >= 0, 0 <= min-count <= max-count, window > 0");
        }
    }

    int threshold(long linked) {
        long share = (long) Math.floor(linked * percent / 100);
        return (int) Math.min(most, Math.max(least, share));
    }
}

package io.isthmus.usersync.model;

import java.time.Duration;
import java.util.Random;

/** What becomes of a call, by chance; one seed, one sequence. */
public final class Fates {

    private static final Duration SLOW = Duration.ofMillis(400);

    private final Random random;
    private volatile double chance;

    /** What becomes of a call. */
    public enum Fate {
        FINE,
        /** No connection: nothing has happened. */
        REFUSED,
        /** No answer in time, and nothing has happened. */
        LATE_BEFORE,
        /** No answer in time, but it has happened. */
        LATE_AFTER,
        /** No answer in time, and half of a batch has happened. */
        PARTIAL,
        /** It has happened, and the answer is JSON that says nothing. */
        GARBAGE,
        /** It takes longer than a lease. */
        TOO_SLOW
    }

    /** @param chance of something going wrong, for each call */
    public Fates(long seed, double chance) {
        this.random = new Random(seed);
        this.chance = chance;
    }

    /** From now on nothing goes wrong. */
    public void relent() {
        chance = 0;
    }

    public synchronized Fate next() {
        if (random.nextDouble() >= chance) {
            return Fate.FINE;
        }
        Fate[] fates = Fate.values();
        Fate fate = fates[1 + random.nextInt(fates.length - 1)];
        return fate == Fate.TOO_SLOW && random.nextInt(3) > 0 ? Fate.FINE : fate;
    }

    /** How long the call takes. */
    public synchronized Duration delay(Fate fate) {
        return fate == Fate.TOO_SLOW ? SLOW : Duration.ofNanos(random.nextInt(2_000_000));
    }
}

package io.isthmus.course.cache;

import java.time.Duration;
import java.time.Instant;

/** What can be done with an answer. */
enum Freshness {
    /** Give it. */
    FRESH,
    /** Give it, and ask for the next one. */
    REVALIDATE,
    /** Ask; give it if there is no newer one. */
    OLD,
    /** Give it as stale: the LMS was asked a moment ago, in vain. */
    FAILED_LATELY,
    /** Too old to be given. */
    GONE;

    static Freshness of(Entry entry, Instant now, CacheConfig config) {
        Duration age = Duration.between(entry.readAt(), now);
        if (age.compareTo(config.stale()) >= 0) {
            return GONE;
        }
        boolean right = !entry.outdated() && entry.isValid(now);
        if (right && age.compareTo(config.fresh()) < 0) {
            return FRESH;
        }
        Instant failedAt = entry.failedAt();
        if (failedAt != null && now.isBefore(failedAt.plus(config.retry()))) {
            return FAILED_LATELY;
        }
        return right && age.compareTo(config.fresh().plus(config.revalidate())) < 0 ? REVALIDATE : OLD;
    }
}

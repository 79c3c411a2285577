package io.isthmus.course.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept.
 *
 * @param readAt when the LMS was asked for it
 * @param outdated an event told that it is no longer right
 * @param failedAt when the LMS was last asked for a newer one in vain
 */
record Entry(
        Object value,
        Instant readAt,
        boolean outdated,
        @Nullable Instant failedAt) {

    private static final int OVERHEAD = 256;

    static Entry of(Object value, Instant readAt) {
        return new Entry(value, readAt, false, null);
    }

    /** Whoever sends events is there again, so that it is worth asking. */
    Entry outdate() {
        return new Entry(value, readAt, true, null);
    }

    Entry failed(Instant now) {
        return new Entry(value, readAt, outdated, now);
    }

    int weight() {
        return OVERHEAD + (value instanceof Content content ? content.weight() : 0);
    }

    boolean isValid(Instant now) {
        return !(value instanceof Content content)
                || content.validUntil().map(now::isBefore).orElse(true);
    }
}

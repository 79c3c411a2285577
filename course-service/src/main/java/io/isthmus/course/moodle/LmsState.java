package io.isthmus.course.moodle;

import io.isthmus.course.source.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** How the last call of an LMS went. */
class LmsState {

    /** So many answers in a row without any progress are no chance. */
    private static final int SUSPICIOUS = 5;

    /** @param since of this state */
    record Seen(Optional<Reason> failing, String errorcode, Instant since) {}

    private final AtomicReference<Optional<Seen>> seen = new AtomicReference<>(Optional.empty());
    private final AtomicInteger withoutProgress = new AtomicInteger();
    private volatile boolean breakerClosed = true;

    void answered(Instant now) {
        seen.updateAndGet(before -> before.filter(state -> state.failing().isEmpty())
                .or(() -> Optional.of(new Seen(Optional.empty(), "", now))));
    }

    void failed(Reason reason, String errorcode, Instant now) {
        seen.updateAndGet(before -> before.filter(state -> state.failing().equals(Optional.of(reason)))
                .or(() -> Optional.of(new Seen(Optional.of(reason), errorcode, now))));
    }

    /** @param told whether an answer showed progress where it is tracked; empty if there was nothing to show */
    void progress(Optional<Boolean> told) {
        told.ifPresent(shown -> withoutProgress.updateAndGet(before -> shown ? 0 : before + 1));
    }

    /** @return false if the token seems to lack the right to see it */
    boolean isProgressTold() {
        return withoutProgress.get() < SUSPICIOUS;
    }

    void breaker(boolean closed) {
        breakerClosed = closed;
    }

    /** @return false while the LMS is left alone, or tried with a single call */
    boolean isBreakerClosed() {
        return breakerClosed;
    }

    /** @return empty until the LMS was called */
    Optional<Seen> seen() {
        return seen.get();
    }
}

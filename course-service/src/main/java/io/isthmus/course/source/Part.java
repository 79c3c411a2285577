package io.isthmus.course.source;

import java.time.Instant;
import java.util.Optional;

/**
 * One part of an answer: what an LMS said, or why it is missing.
 *
 * @param value empty of content if the part is missing
 * @param readAt when the LMS said it
 * @param stale the LMS could not be asked again, this is what it said before
 * @param failure why the LMS could not be asked, where that is worth telling; without {@code stale}, the part is missing
 */
public record Part<T>(T value, Instant readAt, boolean stale, Optional<Failure> failure) {

    public static <T> Part<T> of(T value, Instant readAt, boolean stale) {
        return new Part<>(value, readAt, stale, Optional.empty());
    }

    public static <T> Part<T> old(T value, Instant readAt, Failure failure) {
        return new Part<>(value, readAt, true, Optional.of(failure));
    }

    public static <T> Part<T> missing(T nothing, Instant now, Failure failure) {
        return new Part<>(nothing, now, false, Optional.of(failure));
    }

    public boolean isMissing() {
        return !stale && failure.isPresent();
    }

    /** @throws SourceException if the part is missing */
    public Part<T> orThrow() {
        if (isMissing()) {
            Failure missing = failure.orElseThrow();
            throw new SourceException(missing.source(), missing.reason());
        }
        return this;
    }
}

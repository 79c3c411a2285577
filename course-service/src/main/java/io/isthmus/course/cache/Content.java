package io.isthmus.course.cache;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A value that tells the cache about itself. */
public interface Content {

    /** Bytes in memory, roughly. */
    int weight();

    /** Courses it tells of, as the LMS counts: when one of them changes, this is outdated. */
    default Set<String> courseIds() {
        return Set.of();
    }

    /** When it stops to be right by itself, such as at the end of a course. */
    default Optional<Instant> validUntil() {
        return Optional.empty();
    }
}

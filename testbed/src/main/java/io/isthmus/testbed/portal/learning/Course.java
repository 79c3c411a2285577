package io.isthmus.testbed.portal.learning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A course of the catalogue.
 *
 * @param id {@code source:id}
 * @param target path at the LMS to land on
 */
public record Course(
        String id,
        String name,
        @Nullable String shortName,
        @Nullable Category category,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        @Nullable String summary,
        @Nullable String target) {

    /** @param name for people */
    public record Category(@Nullable String name) {}
}

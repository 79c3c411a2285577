package io.isthmus.usersync.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the two sides of a linked person compare.
 *
 * @param fields that differ, each after the side that would be written: {@code lms.city}; only of a drift
 * @param reason of a conflict, a reason code
 */
public record Comparison(
        Kind kind, List<String> fields, @Nullable String reason) {

    /** What it comes to. */
    public enum Kind {
        IN_SYNC,
        /** The engine would write something. */
        DRIFT,
        /** The engine would ask somebody. */
        CONFLICT,
        MISSING_AT_CMS,
        MISSING_AT_LMS,
        DELETED_AT_LMS
    }

    public Comparison {
        fields = List.copyOf(fields);
    }

    static Comparison of(Kind kind) {
        return new Comparison(kind, List.of(), null);
    }
}

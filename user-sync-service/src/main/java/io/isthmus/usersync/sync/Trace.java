package io.isthmus.usersync.sync;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one field on one side.
 *
 * @param read the value as last read there; null if it never was
 * @param sent the value last sent there, or found there when it was wanted; differs from {@code read} where the side
 *     has normalised it; null if none was
 * @param writer source name of the side that the value in {@code read} came from
 * @param at when {@code read} last changed
 */
record Trace(@Nullable String read, @Nullable String sent, String writer, Instant at) {

    /** Something was sent, and nobody knows what came of it. */
    boolean isUncertain() {
        return sent != null && read == null;
    }

    /** @return whether what was sent before is not there, and nothing else was wanted since */
    boolean isLeft(Trace before) {
        return Objects.equals(sent, before.sent()) && !Objects.equals(sent, read);
    }
}

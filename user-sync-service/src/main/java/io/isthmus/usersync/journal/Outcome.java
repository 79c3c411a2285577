package io.isthmus.usersync.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an entry.
 *
 * @param reason a reason code; null if there is nothing to explain
 * @param decision what was done, such as {@code update}; null if nothing was
 * @param fields names of the fields that were written
 */
public record Outcome(
        long entryId,
        State state,
        @Nullable String reason,
        @Nullable String decision,
        List<String> fields) {

    public Outcome {
        fields = List.copyOf(fields);
    }
}

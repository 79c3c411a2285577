package io.isthmus.usersync.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant; null means any.
 *
 * @param state as stored, such as {@code dead}
 * @param since received at or after this
 * @param until received before this
 */
record Selection(
        @Nullable String cmsSource,
        @Nullable String cmsUid,
        @Nullable String state,
        @Nullable String reason,
        @Nullable String channel,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** @return a condition on {@code journal}, with parameters after the first {@code before} ones */
    String condition(int before) {
        int first = before + 1;
        return """
                ($%d::text is null or person_id = (select person_id from person_key
                   where source = $%d::text and external_id = $%d::text))
                and ($%d::text is null or state = $%d::text)
                and ($%d::text is null or reason = $%d::text)
                and ($%d::text is null or channel = $%d::text)
                and ($%d::timestamptz is null or received_at >= $%d::timestamptz)
                and ($%d::timestamptz is null or received_at < $%d::timestamptz)""".formatted(
                        first + 1, first, first + 1, first + 2, first + 2, first + 3, first + 3, first + 4, first + 4,
                        first + 5, first + 5, first + 6, first + 6);
    }

    List<@Nullable Object> parameters() {
        var all = new ArrayList<@Nullable Object>();
        all.add(cmsSource);
        all.add(cmsUid);
        all.add(state);
        all.add(reason);
        all.add(channel);
        all.add(since);
        all.add(until);
        return all;
    }
}

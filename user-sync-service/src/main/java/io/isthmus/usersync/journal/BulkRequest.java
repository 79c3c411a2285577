package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.http.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which entries, and whether to do it or only to count. */
@Schema(name = "JournalSelection")
record BulkRequest(
        @Schema(description = "waiting, applied, unchanged, superseded, conflict, dead or discarded", required = true)
        @Nullable
        String state,

        @Nullable String cmsUid,
        @Nullable String reason,

        @Schema(description = "The way it came, such as a Kafka topic.") @Nullable
        String channel,

        @Schema(description = "Received at or after this time.") @Nullable
        Instant since,

        @Schema(description = "Received before this time.") @Nullable
        Instant until,

        @Schema(description = "Only count; the default.", defaultValue = "true") @Nullable
        Boolean dryRun,

        @Schema(description = "At most so many, the oldest first.", defaultValue = "10000", maximum = "10000") @Nullable
        Integer limit) {

    private static final int MOST = 10_000;

    Selection selection(Sources sources) {
        boolean known =
                Arrays.stream(State.values()).anyMatch(value -> value.code().equals(state));
        if (!known) {
            throw ProblemException.badRequest("unknown-state", "state is needed, and one of a journal entry's.");
        }
        return new Selection(sources.cms(), cmsUid, state, reason, channel, since, until);
    }

    boolean isDry() {
        return dryRun == null || dryRun;
    }

    int most() {
        int most = limit == null ? MOST : limit;
        if (most < 1 || most > MOST) {
            throw ProblemException.badRequest("bad-limit", "limit is 1 to " + MOST + ".");
        }
        return most;
    }
}

package io.isthmus.usersync.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry of the journal, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JournalEntry")
record JournalView(
        long id,
        Instant receivedAt,

        @Schema(description = "The way it came: a Kafka topic, or the name of another intake.")
        String channel,

        @Nullable String source,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String origin,

        @Schema(
                enumeration = {
                    "received",
                    "in-progress",
                    "waiting",
                    "applied",
                    "unchanged",
                    "superseded",
                    "conflict",
                    "held",
                    "dead",
                    "discarded"
                })
        String state,

        @Schema(description = "A reason code.") @Nullable String reason,

        @Schema(description = "What was done, such as create or update.") @Nullable
        String decision,

        @Schema(description = "Names of the fields that were written.")
        List<String> fields,

        @Schema(description = "How often it was tried; while it waits, how often in a row for this reason.")
        int attempts,

        @Schema(description = "When a waiting entry is tried again.") @Nullable
        Instant retryAt,

        @Nullable Instant finishedAt) {

    private static final String IN_PROGRESS = "in-progress";

    /** @param person null if it could not be told whom the entry is about */
    static JournalView of(JournalEntity entry, @Nullable PersonEntity person, Instant now) {
        boolean open = entry.state.equals("received") || entry.state.equals("waiting");
        boolean leased = open && person != null && person.leaseUntil != null && person.leaseUntil.isAfter(now);
        return new JournalView(
                entry.id,
                entry.receivedAt,
                entry.channel,
                entry.source,
                entry.eventId,
                entry.type,
                entry.origin,
                leased ? IN_PROGRESS : entry.state.toLowerCase(Locale.ROOT),
                entry.reason,
                entry.decision,
                entry.fields == null ? List.of() : List.of(entry.fields),
                entry.attempts,
                entry.state.equals("waiting") && !leased && person != null ? person.nextAt : null,
                entry.finishedAt);
    }
}

package io.isthmus.usersync.reconcile;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation.
 *
 * @param dryRun nothing is put right before it is approved
 * @param position CMS uid of the last link compared; empty before the first
 * @param witness CMS uid of somebody whom the CMS had on this run; null before there is one
 * @param approved findings that may be put right
 * @param problem why it does not get on right now, a reason code; null while it does
 */
record Reconciliation(
        UUID id,
        boolean dryRun,
        State state,
        String position,
        long lookedAt,
        @Nullable String witness,
        Set<String> approved,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    Reconciliation {
        approved = Set.copyOf(approved);
    }

    /** Where it stands. */
    enum State {
        COMPARING,
        /** The report is whole, and waits for approval. */
        READY,
        REPAIRING,
        DONE,
        CANCELLED;

        /** @return as in tables and the API */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}

package io.isthmus.usersync.importing;

import io.isthmus.usersync.account.Side;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import.
 *
 * @param side whose accounts the other side is to get
 * @param dryRun nothing is written before it is approved
 * @param position id of the last account looked at; empty before the first
 * @param lookedAt how many accounts were
 * @param problem why it does not get on right now, a reason code; null while it does
 * @param startedAt when the work began; null before that
 */
record Import(
        UUID id,
        Side side,
        boolean dryRun,
        State state,
        String position,
        long lookedAt,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Where it stands. */
    enum State {
        /** Accounts are being looked at. */
        SCANNING,
        /** The report is whole, and waits for approval. */
        READY,
        /** The engine is at work. */
        RUNNING,
        DONE,
        CANCELLED;

        /** @return as in tables and the API */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        /** @return whether there is work to do */
        boolean isOpen() {
            return this == SCANNING || this == RUNNING;
        }
    }

    /** @return as in the API */
    String direction() {
        return side.code() + "-to-" + side.other().code();
    }
}

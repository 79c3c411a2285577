package io.isthmus.usersync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reconciliation, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Reconciliation")
record ReconciliationView(
        UUID id,
        boolean dryRun,

        @Schema(enumeration = {"comparing", "ready", "repairing", "done", "cancelled"})
        String state,

        @Schema(description = "Why it does not get on right now, a reason code.") @Nullable
        String problem,

        @Schema(description = "Linked people compared.") long lookedAt,
        @Schema(description = "How many of each finding.") Map<String, Long> findings,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    ReconciliationView {
        findings = Map.copyOf(findings);
    }

    static ReconciliationView of(Reconciliation found, Map<String, Long> findings) {
        return new ReconciliationView(
                found.id(),
                found.dryRun(),
                found.state().code(),
                found.problem(),
                found.lookedAt(),
                findings,
                found.createdAt(),
                found.finishedAt());
    }
}

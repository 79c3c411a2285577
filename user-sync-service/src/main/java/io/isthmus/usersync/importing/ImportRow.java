package io.isthmus.usersync.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One account in an import's report. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportRow")
record ImportRow(
        @Schema(description = "Place in the report.") long position,

        @Schema(description = "The account's id at its side.")
        String id,

        String username,

        @Schema(enumeration = {"create", "link", "conflict", "skip"})
        String plan,

        @Schema(description = "Why, a reason code.") @Nullable
        String reason,

        @Schema(description = "Entry of the journal that does it.") @Nullable
        Long journalId,

        @Schema(description = "How that entry ended: its state.") @Nullable
        String outcome,

        @Schema(description = "Why it ended so, a reason code.") @Nullable
        String outcomeReason) {}

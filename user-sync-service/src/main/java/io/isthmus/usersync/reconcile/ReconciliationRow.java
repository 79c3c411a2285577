package io.isthmus.usersync.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A linked person whose two sides differ. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReconciliationRow")
record ReconciliationRow(
        long position,
        String cmsUid,
        String lmsUserId,

        @Schema(enumeration = {"drift", "conflict", "missing-at-cms", "missing-at-lms", "deleted-at-lms", "doubtful"})
        String finding,

        @Schema(description = "Fields that differ, each after the side that would be written, such as lms.city.")
        List<String> fields,

        @Schema(description = "Of a conflict, a reason code.") @Nullable
        String reason,

        @Schema(description = "Entry of the journal that puts it right.") @Nullable
        Long journalId,

        @Schema(description = "How that entry ended: its state.") @Nullable
        String outcome,

        @Nullable String outcomeReason) {

    ReconciliationRow {
        fields = List.copyOf(fields);
    }
}

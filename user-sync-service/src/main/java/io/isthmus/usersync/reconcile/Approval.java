package io.isthmus.usersync.reconcile;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may be put right. */
@Schema(name = "ReconciliationApproval")
record Approval(
        @Schema(description = "Of drift, deleted-at-lms and missing-at-cms; all three unless told.") @Nullable
        List<String> findings) {}

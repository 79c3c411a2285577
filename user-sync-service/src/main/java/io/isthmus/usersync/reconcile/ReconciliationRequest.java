package io.isthmus.usersync.reconcile;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be done about differences. */
@Schema(name = "ReconciliationRequest")
record ReconciliationRequest(
        @Schema(
                description =
                        "Stop at the report, and wait for approval; true unless told. Otherwise drift and accounts"
                                + " deleted at the LMS are put right at once; whoever is missing at the CMS waits for approval"
                                + " always.")
        @Nullable
        Boolean dryRun) {}

package io.isthmus.usersync.journal;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many entries there are, and what was done to them. */
@Schema(name = "JournalBulk")
record BulkAnswer(
        boolean dryRun,

        @Schema(description = "Entries of the selection that it can be done to.")
        long count,

        int done,

        @Schema(description = "Entries that could not be touched: unreadable still, or in progress.")
        int skipped) {}

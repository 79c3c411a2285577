package io.isthmus.usersync.importing;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be imported. */
@Schema(name = "ImportRequest")
record ImportRequest(
        @Schema(
                required = true,
                enumeration = {"lms-to-cms", "cms-to-lms"},
                description = "From the side that has the users to the side that is to get them.")
        @Nullable
        String direction,

        @Schema(description = "Stop at the report, and wait for approval; true unless told.") @Nullable
        Boolean dryRun) {}

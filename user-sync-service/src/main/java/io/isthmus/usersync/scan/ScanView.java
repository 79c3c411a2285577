package io.isthmus.usersync.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A scanner, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Scan")
record ScanView(
        @Schema(enumeration = {"cms", "lms"}) String side,

        @Schema(description = "Everything that changed before has been seen.")
        Instant mark,

        @Schema(description = "Whether a pass is under way.")
        boolean underWay,

        @Schema(description = "Why it does not get on, a reason code.") @Nullable
        String problem,

        Instant updatedAt) {}

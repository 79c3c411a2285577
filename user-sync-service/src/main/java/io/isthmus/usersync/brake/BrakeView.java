package io.isthmus.usersync.brake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The brakes, as the API shows them. */
@Schema(name = "Brakes")
record BrakeView(List<Source> items) {

    /** One source's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Brake")
    record Source(
            @Schema(description = "Whose accounts are suspended or deleted.")
            String source,

            @Schema(enumeration = {"on", "off"}) String state,

            @Nullable Instant since,

            @Schema(description = "Suspensions and deletions that wait for a person to look.")
            long held,

            @Schema(description = "Suspensions and deletions in the window so far.")
            long counted,

            @Schema(description = "How many there were when it was last put on; 0 before that.")
            int threshold,

            @Schema(examples = "PT10M") String window) {}

    static BrakeView of(List<BrakeActs.Position> positions) {
        return new BrakeView(positions.stream()
                .map(at -> new Source(
                        at.source(),
                        at.engagedAt() == null ? "off" : "on",
                        at.engagedAt(),
                        at.held(),
                        at.counted(),
                        at.threshold(),
                        at.window().toString()))
                .toList());
    }
}

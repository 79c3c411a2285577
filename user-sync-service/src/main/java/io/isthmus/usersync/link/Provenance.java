package io.isthmus.usersync.link;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Says of each field of a linked person who decides about it, and where its value came from; never the value. */
@FunctionalInterface
public interface Provenance {

    /** @return by field, then by side; empty for a link that is not in force */
    Uni<List<FieldProvenance>> of(Link link);

    /** A field of the account at one side. */
    @Schema(name = "FieldProvenance")
    record FieldProvenance(
            String field,

            @Schema(enumeration = {"cms", "lms"}) String side,

            @Schema(description = "Source whose value counts.")
            String owner,

            @Schema(
                    enumeration = {"always", "on-create"},
                    description = "When the owner's value is written to the other side.")
            String apply,

            @Schema(description = "Source that the value at this side came from last.")
            String writer,

            @Schema(description = "When that was read for the first time.")
            Instant changedAt,

            @Schema(description = "Whether this side made something else of what was sent.")
            boolean normalised) {}
}

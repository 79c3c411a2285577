package io.isthmus.usersync.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An import, as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Import")
record ImportView(
        UUID id,
        @Schema(enumeration = {"lms-to-cms", "cms-to-lms"}) String direction,
        boolean dryRun,

        @Schema(enumeration = {"scanning", "ready", "running", "done", "cancelled"})
        String state,

        @Schema(description = "Why it does not get on right now, a reason code.") @Nullable
        String problem,

        @Schema(description = "Accounts looked at.") long lookedAt,
        long create,
        long link,
        long conflict,
        long skip,

        @Schema(description = "Of create and link, entries made in the journal.")
        long queued,

        @Schema(description = "Of these, entries that have ended.")
        long done,

        @Schema(description = "Of these, entries that ended in a conflict or dead.")
        long failed,

        @Schema(description = "Accounts per second over the last half minute; only while progress is followed.")
        @Nullable
        Double rate,

        @Schema(description = "At that rate; not there before it can be told.") @Nullable
        Long remainingSeconds,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static ImportView of(Import found, Progress progress) {
        return of(found, progress, null);
    }

    /** @param pace null if it is not known */
    static ImportView of(Import found, Progress progress, @Nullable Pace pace) {
        boolean running = found.state() == Import.State.RUNNING;
        return new ImportView(
                found.id(),
                found.direction(),
                found.dryRun(),
                found.state().code(),
                found.problem(),
                found.lookedAt(),
                progress.create(),
                progress.link(),
                progress.conflict(),
                progress.skip(),
                progress.queued(),
                progress.done(),
                progress.failed(),
                pace == null ? null : Math.round(pace.perSecond() * 10) / 10.0,
                pace == null || !running ? null : pace.remaining(progress.planned() - progress.done()),
                found.createdAt(),
                found.startedAt(),
                found.finishedAt());
    }
}

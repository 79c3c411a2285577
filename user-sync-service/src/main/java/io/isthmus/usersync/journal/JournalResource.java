package io.isthmus.usersync.journal;

import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.JournalRepository.Filter;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came in, and what became of it. */
@Path("/v1/journal")
@Tag(name = "journal")
class JournalResource {

    private static final String IN_PROGRESS = "in-progress";

    private final JournalRepository repository;

    JournalResource(JournalRepository repository) {
        this.repository = repository;
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listJournal", summary = "Lists entries, the newest first")
    @WithSession
    public Uni<Page<JournalView>> list(
            @QueryParam("cmsUid") @Nullable String cmsUid,
            @Parameter(
                            description =
                                    "received, in-progress, waiting, applied, unchanged, superseded, conflict, held,"
                                            + " dead or discarded")
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "Received at or after this time, RFC 3339.") @QueryParam("since") @Nullable
                    String since,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return repository
                .list(new Filter(cmsUid, state(state), since(since), before(cursor)), size + 1)
                .map(found -> Page.of(found, size, entry -> Cursor.of(String.valueOf(entry.id()))));
    }

    private static @Nullable String state(@Nullable String state) {
        boolean known = state == null
                || state.equals(IN_PROGRESS)
                || Arrays.stream(State.values()).anyMatch(value -> value.code().equals(state));
        if (!known) {
            throw ProblemException.badRequest("unknown-state", "There is no state of that name.");
        }
        return state;
    }

    private static @Nullable Instant since(@Nullable String since) {
        try {
            return since == null ? null : OffsetDateTime.parse(since).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("bad-time", "since is a time such as 2026-05-04T10:00:00Z.");
        }
    }

    private static @Nullable Long before(@Nullable String cursor) {
        List<String> parts = Cursor.parts(cursor, 1);
        try {
            return parts.isEmpty() ? null : Long.valueOf(parts.get(0));
        } catch (NumberFormatException e) {
            throw Cursor.bad();
        }
    }
}

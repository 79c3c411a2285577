package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came in, and what became of it. */
@Path("/v1/journal")
@Tag(name = "journal")
class JournalResource {

    private static final String IN_PROGRESS = "in-progress";

    private final JournalRepository repository;
    private final Sources sources;

    JournalResource(JournalRepository repository, Sources sources) {
        this.repository = repository;
        this.sources = sources;
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
            @Parameter(description = "Received before this time, RFC 3339.") @QueryParam("until") @Nullable
                    String until,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        var selection = new Selection(
                sources.cms(), cmsUid, state(state), reason, channel, time("since", since), time("until", until));
        return repository
                .list(selection, before(cursor), size + 1)
                .map(found -> Page.of(found, size, entry -> Cursor.of(String.valueOf(entry.id()))));
    }

    @GET
    @Path("/{id}/payload")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "getPayload", summary = "Gives out what came in, byte by byte")
    @APIResponse(responseCode = "200", description = "The bytes")
    @APIResponse(responseCode = "404", description = "There is no such entry, or its payload is not kept any more")
    public Uni<byte[]> payload(@PathParam("id") long id) {
        return repository
                .payload(id)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("no-such-payload", "There is no such payload.")));
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

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("bad-time", name + " is a time such as 2026-05-04T10:00:00Z.");
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

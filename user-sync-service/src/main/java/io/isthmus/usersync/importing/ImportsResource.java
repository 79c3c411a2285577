package io.isthmus.usersync.importing;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.Place;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.importing.Import.State;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Brings all users of one side to the other. */
@Path("/v1/imports")
@Tag(name = "imports")
class ImportsResource {

    private static final String CSV = "text/csv";
    private static final Duration FOLLOW = Duration.ofSeconds(1);
    private static final int MAX_KEY = 255;

    private final Imports imports;
    private final Clock clock;

    ImportsResource(Imports imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    @POST
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "beginImport",
            summary = "Begins an import",
            description = "Looks at every account of the side that has the users, and writes a report with a row and a"
                    + " reason for each. Unless dryRun is false, nothing is changed before the report is approved.")
    @APIResponse(responseCode = "202", description = "Begun, or begun before under the same key; see Location")
    @APIResponse(responseCode = "422", description = "The key was used for another import")
    public Uni<RestResponse<ImportView>> begin(
            @Parameter(description = "The same key again begins nothing.") @HeaderParam("Idempotency-Key") @Nullable
                    String key,
            @Nullable ImportRequest request) {
        Side side = side(request == null ? null : request.direction());
        boolean dryRun = request == null || request.dryRun() == null || request.dryRun();
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw ProblemException.badRequest("bad-key", "An Idempotency-Key has 1 to " + MAX_KEY + " characters.");
        }
        return imports.begin(side, dryRun, key).chain(begun -> {
            if (begun.side() != side || begun.dryRun() != dryRun) {
                throw ProblemException.unprocessable("key-reused", "The Idempotency-Key belongs to another import.");
            }
            return accepted(begun.id());
        });
    }

    private Uni<RestResponse<ImportView>> accepted(UUID id) {
        return view(id).map(view -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, view)
                .header(
                        HttpHeaders.LOCATION,
                        UriBuilder.fromPath("/v1/imports/{id}").build(id))
                .build());
    }

    private Uni<ImportView> view(UUID id) {
        return found(id).chain(found -> imports.progress(id).map(progress -> ImportView.of(found, progress)));
    }

    private Uni<Import> found(UUID id) {
        return imports.find(id)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("no-such-import", "There is no such import.")));
    }

    private static Side side(@Nullable String direction) {
        for (Side side : Side.values()) {
            if ((side.code() + "-to-" + side.other().code()).equals(direction)) {
                return side;
            }
        }
        throw ProblemException.badRequest("bad-direction", "direction is lms-to-cms or cms-to-lms.");
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listImports", summary = "Lists imports, the newest first")
    public Uni<Page<ImportView>> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return imports.list(Place.of(cursor), size + 1)
                .map(found -> Page.of(found, size, last -> new Place(last.createdAt(), last.id()).cursor()))
                .chain(page -> page.each(one -> view(one.id())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "getImport", summary = "Tells where an import stands")
    @APIResponse(responseCode = "404", description = "There is no such import")
    @APIResponse(responseCode = "200", description = "The import")
    public Uni<ImportView> get(@PathParam("id") UUID id) {
        return view(id);
    }

    @GET
    @Path("/{id}/progress")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(
            operationId = "followImport",
            summary = "Follows an import",
            description =
                    "A server-sent event a second, each as from GET, with rate and remaining time; the last one is"
                            + " the import when it has nothing to do: ready, done or cancelled. Ask again after a broken"
                            + " connection.")
    public Multi<ImportView> progress(@PathParam("id") UUID id) {
        var pace = new Pace();
        return Multi.createBy()
                .repeating()
                .uni(() -> found(id)
                        .chain(found -> imports.progress(id).map(progress -> {
                            boolean scanning = found.state() == State.SCANNING;
                            pace.count(clock.instant(), scanning ? found.lookedAt() : progress.done());
                            return ImportView.of(found, progress, pace);
                        })))
                .withDelay(FOLLOW)
                .whilst(view -> State.of(view.state()).isOpen());
    }

    @GET
    @Path("/{id}/rows")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(
            operationId = "listImportRows",
            summary = "Lists an import's report",
            description = "A row for each account. With Accept: text/csv as CSV; the next page is in the Link header.")
    public Uni<Page<ImportRow>> rows(
            @PathParam("id") UUID id,
            @Parameter(description = "create, link, conflict or skip") @QueryParam("plan") @Nullable String plan,
            @Parameter(description = "A state of the journal, such as applied or conflict")
                    @QueryParam("outcome")
                    @Nullable
                    String outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return found(id)
                .chain(found -> imports.rows(id, after(cursor), plan, outcome, size + 1))
                .map(rows -> Page.of(rows, size, row -> Cursor.of(String.valueOf(row.position()))));
    }

    @GET
    @Path("/{id}/rows")
    @Produces(CSV + ";qs=0.5")
    @RolesAllowed("sync:read")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> csv(
            @PathParam("id") UUID id,
            @QueryParam("plan") @Nullable String plan,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return rows(id, plan, outcome, cursor, limit).map(page -> {
            var response = ResponseBuilder.ok(ImportCsv.of(page.items()), CSV + ";charset=UTF-8");
            return page.next() == null
                    ? response.build()
                    : response.header(HttpHeaders.LINK, link(id, plan, outcome, page.next(), limit))
                            .build();
        });
    }

    private static String link(
            UUID id, @Nullable String plan, @Nullable String outcome, String next, @Nullable Integer limit) {
        UriBuilder uri = UriBuilder.fromPath("/v1/imports/{id}/rows").queryParam("cursor", next);
        if (plan != null) {
            uri.queryParam("plan", plan);
        }
        if (outcome != null) {
            uri.queryParam("outcome", outcome);
        }
        if (limit != null) {
            uri.queryParam("limit", limit);
        }
        return "<" + uri.build(id) + ">; rel=\"next\"";
    }

    private static long after(@Nullable String cursor) {
        List<String> parts = Cursor.parts(cursor, 1);
        try {
            return parts.isEmpty() ? 0 : Long.parseLong(parts.get(0));
        } catch (NumberFormatException e) {
            throw Cursor.bad();
        }
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "approveImport",
            summary = "Lets an import begin its work",
            description = "Rows to create and to link are done; each is decided once more when its turn comes.")
    @APIResponse(responseCode = "202", description = "Approved, now or before; see Location")
    @APIResponse(responseCode = "409", description = "The report is not whole, or the import was cancelled")
    public Uni<RestResponse<ImportView>> approve(@PathParam("id") UUID id) {
        return imports.move(id, State.READY, State.RUNNING)
                .chain(() -> found(id))
                .chain(found -> {
                    if (found.state() != State.RUNNING && found.state() != State.DONE) {
                        throw ProblemException.conflict(
                                "not-ready", "The import is " + found.state().code() + ".");
                    }
                    return accepted(id);
                });
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "cancelImport",
            summary = "Stops an import",
            description = "What is in the journal already is still done; nothing that was done is undone.")
    @APIResponse(responseCode = "202", description = "Cancelled, now or before; see Location")
    @APIResponse(responseCode = "409", description = "It is done already")
    public Uni<RestResponse<ImportView>> cancel(@PathParam("id") UUID id) {
        return imports.move(id, State.SCANNING, State.CANCELLED)
                .chain(() -> imports.move(id, State.READY, State.CANCELLED))
                .chain(() -> imports.move(id, State.RUNNING, State.CANCELLED))
                .chain(() -> found(id))
                .chain(found -> {
                    if (found.state() != State.CANCELLED) {
                        throw ProblemException.conflict("done", "The import is done.");
                    }
                    return accepted(id);
                });
    }
}

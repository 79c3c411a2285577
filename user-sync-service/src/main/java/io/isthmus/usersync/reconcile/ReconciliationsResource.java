package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.Place;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.reconcile.Reconciliation.State;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Compares all linked people on both sides. */
@Path("/v1/reconciliations")
@Tag(name = "reconciliations")
class ReconciliationsResource {

    private static final int MAX_KEY = 255;
    private static final List<Finding> REPAIRABLE =
            List.of(Finding.DRIFT, Finding.DELETED_AT_LMS, Finding.MISSING_AT_CMS);

    private final Reconciliations reconciliations;

    ReconciliationsResource(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @POST
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(operationId = "beginReconciliation", summary = "Compares both sides of every linked person")
    @APIResponse(responseCode = "202", description = "Begun, or begun before under the same key; see Location")
    @APIResponse(responseCode = "422", description = "The key was used for another reconciliation")
    public Uni<RestResponse<ReconciliationView>> begin(
            @Parameter(description = "The same key again begins nothing.") @HeaderParam("Idempotency-Key") @Nullable
                    String key,
            @Nullable ReconciliationRequest request) {
        boolean dryRun = request == null || request.dryRun() == null || request.dryRun();
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw ProblemException.badRequest("bad-key", "An Idempotency-Key has 1 to " + MAX_KEY + " characters.");
        }
        return reconciliations.begin(dryRun, key).chain(begun -> {
            if (begun.dryRun() != dryRun) {
                throw ProblemException.unprocessable(
                        "key-reused", "The Idempotency-Key belongs to another reconciliation.");
            }
            return accepted(begun.id());
        });
    }

    private Uni<RestResponse<ReconciliationView>> accepted(UUID id) {
        return view(id).map(view -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, view)
                .header(
                        HttpHeaders.LOCATION,
                        UriBuilder.fromPath("/v1/reconciliations/{id}").build(id))
                .build());
    }

    private Uni<Reconciliation> found(UUID id) {
        return reconciliations
                .find(id)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("no-such-reconciliation", "There is no such reconciliation.")));
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listReconciliations", summary = "Lists reconciliations, the newest first")
    public Uni<Page<ReconciliationView>> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return reconciliations
                .list(Place.of(cursor), size + 1)
                .map(found -> Page.of(found, size, last -> new Place(last.createdAt(), last.id()).cursor()))
                .chain(page -> page.each(one -> view(one.id())));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "getReconciliation", summary = "Tells where a reconciliation stands")
    @APIResponse(responseCode = "200", description = "The reconciliation")
    @APIResponse(responseCode = "404", description = "There is no such reconciliation")
    public Uni<ReconciliationView> get(@PathParam("id") UUID id) {
        return view(id);
    }

    private Uni<ReconciliationView> view(UUID id) {
        return found(id)
                .chain(found -> reconciliations.findings(id).map(findings -> ReconciliationView.of(found, findings)));
    }

    @GET
    @Path("/{id}/rows")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listReconciliationRows", summary = "Lists linked people whose two sides differ")
    public Uni<Page<ReconciliationRow>> rows(
            @PathParam("id") UUID id,
            @Parameter(description = "A finding, such as drift") @QueryParam("finding") @Nullable String finding,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return found(id)
                .chain(found -> reconciliations.rows(id, after(cursor), finding, size + 1))
                .map(rows -> Page.of(rows, size, row -> Cursor.of(String.valueOf(row.position()))));
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
            operationId = "approveReconciliation",
            summary = "Has findings put right",
            description = "The engine looks at each person once more and does what it would do about a change. Doubtful"
                    + " findings are never put right.")
    @APIResponse(responseCode = "202", description = "Approved; see Location")
    @APIResponse(responseCode = "409", description = "The report is not there to be approved")
    public Uni<RestResponse<ReconciliationView>> approve(@PathParam("id") UUID id, @Nullable Approval approval) {
        List<Finding> wanted = approval == null || approval.findings() == null
                ? REPAIRABLE
                : approval.findings().stream()
                        .map(ReconciliationsResource::repairable)
                        .toList();
        return found(id).chain(found -> {
            boolean rest = !found.dryRun() && found.state() == State.DONE;
            Uni<Boolean> moved = rest
                    ? reconciliations.move(id, State.DONE, State.READY).chain(() -> reconciliations.approve(id, wanted))
                    : reconciliations.approve(id, wanted);
            return moved.chain(done -> {
                if (!done) {
                    throw ProblemException.conflict(
                            "not-ready",
                            "The reconciliation is " + found.state().code() + ".");
                }
                return accepted(id);
            });
        });
    }

    private static Finding repairable(String code) {
        return Finding.of(code)
                .filter(REPAIRABLE::contains)
                .orElseThrow(() -> ProblemException.badRequest(
                        "bad-finding", "Findings to approve are drift, deleted-at-lms and missing-at-cms."));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "cancelReconciliation",
            summary = "Stops a reconciliation",
            description = "What is in the journal already is still done.")
    @APIResponse(responseCode = "202", description = "Cancelled, now or before; see Location")
    @APIResponse(responseCode = "409", description = "It is done already")
    public Uni<RestResponse<ReconciliationView>> cancel(@PathParam("id") UUID id) {
        return reconciliations
                .move(id, State.COMPARING, State.CANCELLED)
                .chain(() -> reconciliations.move(id, State.READY, State.CANCELLED))
                .chain(() -> reconciliations.move(id, State.REPAIRING, State.CANCELLED))
                .chain(() -> found(id))
                .chain(found -> {
                    if (found.state() != State.CANCELLED) {
                        throw ProblemException.conflict("done", "The reconciliation is done.");
                    }
                    return accepted(id);
                });
    }
}

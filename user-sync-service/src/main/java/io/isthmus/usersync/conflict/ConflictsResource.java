package io.isthmus.usersync.conflict;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.person.PersonBusy;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What only a person can decide. */
@Path("/v1/conflicts")
@Tag(name = "conflicts")
class ConflictsResource {

    private final Conflicts conflicts;
    private final Resolving resolving;

    ConflictsResource(Conflicts conflicts, Resolving resolving) {
        this.conflicts = conflicts;
        this.resolving = resolving;
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listConflicts", summary = "Lists conflicts, the newest first")
    public Uni<Page<Conflict>> list(
            @QueryParam("cmsUid") @Nullable String cmsUid,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(description = "Those that are settled instead of those that are open.")
                    @QueryParam("resolved")
                    @DefaultValue("false")
                    boolean resolved,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Page.limit(limit);
        return conflicts
                .list(new Conflicts.Filter(cmsUid, reason, resolved, before(cursor)), size + 1)
                .map(found -> Page.of(found, size, conflict -> Cursor.of(String.valueOf(conflict.id()))));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "getConflict", summary = "Shows a conflict")
    @APIResponse(responseCode = "200", description = "The conflict")
    @APIResponse(responseCode = "404", description = "There is no such conflict")
    public Uni<Conflict> show(@PathParam("id") long id) {
        return found(id);
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "resolveConflict",
            summary = "Says what is to become of a conflict",
            description = "After a retry it stays open until the user has been looked at again, and gone well.")
    @APIResponse(responseCode = "200", description = "Carried out")
    @APIResponse(responseCode = "404", description = "There is no such conflict, or no such account")
    @APIResponse(responseCode = "409", description = "It is settled already, or the account may not be linked")
    public Uni<Conflict> resolve(
            @PathParam("id") long id, @Nullable Resolution resolution, @Context SecurityContext caller) {
        if (resolution == null) {
            throw ProblemException.badRequest("unknown-action", "action is link, retry or dismiss.");
        }
        String by = caller.getUserPrincipal().getName();
        return found(id)
                .invoke(conflict -> {
                    if (!conflict.isOpen()) {
                        throw ProblemException.conflict("settled", "The conflict is settled already.");
                    }
                })
                .chain(conflict -> resolving.resolve(conflict, resolution, by))
                .onFailure(RemoteFault.class)
                .transform(fault -> ProblemException.unavailable(
                        ((RemoteFault) fault).reason(), "One of the two sides cannot be asked now."))
                .onFailure(PersonBusy.class)
                .transform(busy -> ProblemException.unavailable(
                        "person-busy", "The person is being worked on. Try again in a moment."))
                .chain(() -> found(id));
    }

    private Uni<Conflict> found(long id) {
        return conflicts
                .find(id)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("no-such-conflict", "There is no such conflict.")));
    }

    private static @Nullable Long before(@Nullable String cursor) {
        List<String> parts = Cursor.parts(cursor, 1);
        try {
            return parts.isEmpty() ? null : Long.valueOf(Objects.requireNonNull(parts.get(0)));
        } catch (NumberFormatException e) {
            throw Cursor.bad();
        }
    }
}

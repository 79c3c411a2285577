package io.isthmus.usersync.importing;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.http.Cursor;
import io.isthmus.usersync.http.Page;
import io.isthmus.usersync.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Users as the sides have them. */
@Path("/v1/users")
@Tag(name = "imports")
class UsersResource {

    private final Unsynced unsynced;
    private final Sources sources;

    UsersResource(Unsynced unsynced, Sources sources) {
        this.unsynced = unsynced;
        this.sources = sources;
    }

    @GET
    @Path("/unsynced")
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(
            operationId = "listUnsyncedUsers",
            summary = "Lists users of one side that are not linked to one of the other",
            description = "Read from that side right now. A page may be short or empty and still have a next one.")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "503", description = "The side cannot be read now")
    public Uni<Page<UnsyncedUser>> unsynced(
            @Parameter(description = "cms or lms") @QueryParam("side") @Nullable String side,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        Side wanted = side(side);
        int size = Page.limit(limit);
        return unsynced.page(wanted, position(cursor), size)
                .map(found -> new Page<>(
                        found.accounts().stream()
                                .map(account -> UnsyncedUser.of(sources.of(wanted), account))
                                .toList(),
                        found.end() ? null : Cursor.of(found.next())))
                .onFailure(RemoteFault.class)
                .transform(fault -> ProblemException.unavailable(fault.reason(), "That side cannot be read now."));
    }

    private static String position(@Nullable String cursor) {
        List<String> parts = Cursor.parts(cursor, 1);
        String position = parts.isEmpty() ? "" : parts.get(0);
        if (!position.matches("[0-9]{0,18}")) {
            throw Cursor.bad();
        }
        return position;
    }

    private static Side side(@Nullable String side) {
        if (side != null && (side.equals("cms") || side.equals("lms"))) {
            return Side.of(side);
        }
        throw ProblemException.badRequest("bad-side", "side is cms or lms.");
    }
}

package io.isthmus.usersync.scan;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.http.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Scanners of the sides that tell nobody what changes. */
@Path("/v1/scans")
@Tag(name = "scans")
class ScansResource {

    private final Scanner scanner;
    private final Scans scans;

    ScansResource(Scanner scanner, Scans scans) {
        this.scanner = scanner;
        this.scans = scans;
    }

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "listScans", summary = "Tells how far the scanners are")
    public Uni<List<ScanView>> list() {
        return scans.list();
    }

    @POST
    @Path("/{side}")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "scan",
            summary = "Scans a side now",
            description = "The very first scan sets the checkpoint to now; what was there before is for an import.")
    @APIResponse(responseCode = "200", description = "What was looked at, and what is in the journal now")
    @APIResponse(responseCode = "409", description = "A scan of that side is under way")
    @APIResponse(responseCode = "503", description = "The side cannot be read now; the scan goes on there next time")
    public Uni<ScanResult> scan(@PathParam("side") String side) {
        if (!side.equals("cms") && !side.equals("lms")) {
            throw ProblemException.notFound("no-such-side", "side is cms or lms.");
        }
        return scanner.pass(Side.of(side))
                .map(result -> result.orElseThrow(
                        () -> ProblemException.conflict("under-way", "A scan of that side is under way.")))
                .onFailure(RemoteFault.class)
                .transform(
                        fault -> ProblemException.unavailable(Scanner.reason(fault), "That side cannot be read now."));
    }
}

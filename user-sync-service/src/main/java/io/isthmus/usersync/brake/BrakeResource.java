package io.isthmus.usersync.brake;

import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.outbox.OutboxNews;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The brake: what it holds, and what is to become of that. */
@Path("/v1/brake")
@Tag(name = "brake")
class BrakeResource {

    private final BrakeActs acts;
    private final Instance<WorkNews> work;
    private final OutboxNews outbox;

    BrakeResource(BrakeActs acts, Instance<WorkNews> work, OutboxNews outbox) {
        this.acts = acts;
        this.work = work;
        this.outbox = outbox;
    }

    /** @param source null for all sources */
    @Schema(name = "BrakeChoice")
    record Choice(@Nullable String source) {}

    /** @param held how many changes it held */
    @Schema(name = "BrakeAnswer")
    record Answer(int held) {}

    @GET
    @RolesAllowed("sync:read")
    @SecurityRequirement(name = "isthmus", scopes = "sync:read")
    @Operation(operationId = "getBrake", summary = "Shows what the brake holds, by source")
    public Uni<BrakeView> show() {
        return acts.positions().map(BrakeView::of);
    }

    @POST
    @Path("/release")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "releaseBrake",
            summary = "Lets go what is held, and counts anew",
            description = "Each person is read once more first: who is not to be suspended any more is not.")
    @APIResponse(responseCode = "200", description = "How many changes were held")
    @APIResponse(responseCode = "404", description = "The source has held nothing yet")
    public Uni<Answer> release(@Nullable Choice choice, @Context SecurityContext caller) {
        return all(
                choice, source -> acts.release(source, caller.getUserPrincipal().getName()));
    }

    @POST
    @Path("/discard")
    @RolesAllowed("sync:admin")
    @SecurityRequirement(name = "isthmus", scopes = "sync:admin")
    @Operation(
            operationId = "discardBrake",
            summary = "Gives up what is held, and counts anew",
            description = "Nobody of them is suspended or deleted before their status changes again.")
    @APIResponse(responseCode = "200", description = "How many changes were held")
    @APIResponse(responseCode = "404", description = "The source has held nothing yet")
    public Uni<Answer> discard(@Nullable Choice choice, @Context SecurityContext caller) {
        return all(
                choice, source -> acts.discard(source, caller.getUserPrincipal().getName()));
    }

    private Uni<Answer> all(@Nullable Choice choice, Function<String, Uni<Integer>> act) {
        String wanted = choice == null ? null : choice.source();
        return acts.positions()
                .map(positions -> positions.stream()
                        .map(BrakeActs.Position::source)
                        .filter(source -> wanted == null || wanted.equals(source))
                        .toList())
                .invoke(found -> check(wanted, found))
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(act::apply)
                        .collect()
                        .asList())
                .invoke(held -> {
                    work.get().arrived();
                    outbox.committed();
                })
                .map(held ->
                        new Answer(held.stream().mapToInt(Integer::intValue).sum()));
    }

    private static void check(@Nullable String wanted, List<String> found) {
        if (wanted != null && found.isEmpty()) {
            throw ProblemException.notFound("no-such-brake", "That source has held nothing yet.");
        }
    }
}

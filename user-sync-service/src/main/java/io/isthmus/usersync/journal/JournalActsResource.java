package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.JournalActs.Act;
import io.isthmus.usersync.journal.JournalActs.Effect;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Has entries processed once more, or never. */
@Path("/v1/journal")
@Tag(name = "journal")
@RolesAllowed("sync:admin")
@SecurityRequirement(name = "isthmus", scopes = "sync:admin")
class JournalActsResource {

    private final JournalActs acts;
    private final Sources sources;
    private final Instance<WorkNews> work;

    JournalActsResource(JournalActs acts, Sources sources, Instance<WorkNews> work) {
        this.acts = acts;
        this.sources = sources;
        this.work = work;
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayEntry",
            summary = "Processes an entry once more",
            description = "A dead one is read anew first; one that waits is tried at once.")
    @APIResponse(responseCode = "204", description = "It is about to be processed")
    @APIResponse(responseCode = "404", description = "There is no such entry")
    @APIResponse(responseCode = "409", description = "It still cannot be read, is in progress, or is held")
    public Uni<Void> replay(@PathParam("id") long id, @Context SecurityContext caller) {
        return one(Act.REPLAY, id, caller);
    }

    @POST
    @Path("/{id}/discard")
    @Operation(
            operationId = "discardEntry",
            summary = "Never processes an entry",
            description = "It stays in the journal. Later changes of the same person are processed as ever.")
    @APIResponse(responseCode = "204", description = "Discarded")
    @APIResponse(responseCode = "404", description = "There is no such entry")
    @APIResponse(responseCode = "409", description = "It is finished, in progress, or held")
    public Uni<Void> discard(@PathParam("id") long id, @Context SecurityContext caller) {
        return one(Act.DISCARD, id, caller);
    }

    private Uni<Void> one(Act act, long id, SecurityContext caller) {
        return acts.state(id)
                .chain(state -> {
                    if (state.isEmpty()) {
                        throw ProblemException.notFound("no-such-entry", "There is no such entry.");
                    }
                    return acts.perform(act, List.of(id), client(caller)).invoke(effect -> check(effect, state.get()));
                })
                .invoke(effect -> work.get().arrived())
                .replaceWithVoid();
    }

    private static void check(Effect effect, String state) {
        if (effect.done() > 0) {
            return;
        }
        throw switch (state) {
            case "held" ->
                ProblemException.conflict("held", "The brake holds it: release or discard what is held by /v1/brake.");
            case "dead" -> ProblemException.conflict("still-unreadable", "It cannot be read, as before.");
            case "received", "waiting" -> ProblemException.conflict("in-progress", "It is being processed.");
            default -> ProblemException.conflict("finished", "It is finished, or its payload is gone.");
        };
    }

    @POST
    @Path("/replay")
    @Operation(
            operationId = "replayEntries",
            summary = "Processes all entries of a selection once more",
            description = "With dryRun, which is the default, it only counts them.")
    @APIResponse(responseCode = "200", description = "How many there are, and what was done")
    public Uni<BulkAnswer> replayAll(@Nullable BulkRequest request, @Context SecurityContext caller) {
        return bulk(Act.REPLAY, request, caller);
    }

    @POST
    @Path("/discard")
    @Operation(
            operationId = "discardEntries",
            summary = "Never processes any entry of a selection",
            description = "With dryRun, which is the default, it only counts them.")
    @APIResponse(responseCode = "200", description = "How many there are, and what was done")
    public Uni<BulkAnswer> discardAll(@Nullable BulkRequest request, @Context SecurityContext caller) {
        return bulk(Act.DISCARD, request, caller);
    }

    private Uni<BulkAnswer> bulk(Act act, @Nullable BulkRequest request, SecurityContext caller) {
        if (request == null) {
            throw ProblemException.badRequest("missing-selection", "A selection is needed, at least a state.");
        }
        Selection selection = request.selection(sources);
        int limit = request.most();
        return acts.count(act, selection)
                .chain(count -> request.isDry()
                        ? Uni.createFrom().item(new BulkAnswer(true, count, 0, 0))
                        : acts.perform(act, selection, limit, client(caller))
                                .invoke(effect -> work.get().arrived())
                                .map(effect -> new BulkAnswer(false, count, effect.done(), effect.skipped())));
    }

    private static String client(SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }
}

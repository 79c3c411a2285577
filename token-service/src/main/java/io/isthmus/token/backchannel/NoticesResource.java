package io.isthmus.token.backchannel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.isthmus.token.backchannel.RedisNotices.Entry;
import io.isthmus.token.backchannel.RedisNotices.State;
import io.isthmus.token.client.Callers;
import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.http.Paging;
import io.isthmus.token.http.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Logout notices on the way to clients, and those that were given up, for administrators of the same CMS. */
@Path("/v1/logout-notices/{client}")
@Tag(name = "sessions")
@Produces(MediaType.APPLICATION_JSON)
public class NoticesResource {

    private static final String READ = "sessions:read";
    private static final String ADMIN = "sessions:admin";

    /** Time and sid of the last notice on a page. */
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,15}:[A-Za-z0-9_-]+");

    private final Callers callers;
    private final Clients clients;
    private final NoticeCourier courier;

    @Inject
    public NoticesResource(Callers callers, Clients clients, NoticeCourier courier) {
        this.callers = callers;
        this.clients = clients;
        this.courier = courier;
    }

    /**
     * A notice.
     *
     * @param at when it is tried next, or was given up
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String sid,
            String cmsSource,
            String cmsUid,
            String state,
            int attempts,
            @Nullable String problem,
            Instant createdAt,
            Instant at) {}

    /** @param next the cursor of the next page; missing on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<View> items, @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listLogoutNotices",
            summary = "Lists logout notices to a client: state waiting, or dead (scope sessions:read)")
    @APIResponse(responseCode = "200", description = "A page of notices.")
    @APIResponse(responseCode = "404", description = "No such client takes notices.")
    public Uni<Page> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @RestPath String client,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable Integer limit) {
        return receiver(authorization, READ, client).flatMap(known -> {
            State wanted = state(state);
            int size = Paging.limit(limit);
            return courier.list(known.id(), wanted, position(cursor), size).map(entries -> page(entries, wanted, size));
        });
    }

    @POST
    @Path("/{sid}/replay")
    @Operation(operationId = "replayLogoutNotice", summary = "Tries a dead notice again (scope sessions:admin)")
    @APIResponse(responseCode = "202", description = "It is tried again.")
    @APIResponse(responseCode = "404", description = "There is no such dead notice.")
    public Uni<Response> replay(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @RestPath String client,
            @RestPath String sid) {
        return receiver(authorization, ADMIN, client)
                .flatMap(known -> courier.replay(known.id(), sid))
                .map(done -> done(done, Response.Status.ACCEPTED));
    }

    @DELETE
    @Path("/{sid}")
    @Operation(operationId = "discardLogoutNotice", summary = "Discards a notice (scope sessions:admin)")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", description = "There is no such notice.")
    public Uni<Response> discard(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @RestPath String client,
            @RestPath String sid) {
        return receiver(authorization, ADMIN, client)
                .flatMap(known -> courier.discard(known.id(), sid))
                .map(done -> done(done, Response.Status.NO_CONTENT));
    }

    private Uni<Client> receiver(@Nullable String authorization, String scope, String clientId) {
        return callers.require(authorization, scope)
                .map(caller -> clients.current()
                        .find(clientId)
                        .filter(client -> client.backchannelLogout().isPresent()
                                && client.source().equals(caller.client().source()))
                        .orElseThrow(() -> Problem.of(404, "No such client takes logout notices.")));
    }

    private static State state(@Nullable String text) {
        return switch (Optional.ofNullable(text).orElse("dead")) {
            case "dead" -> State.DEAD;
            case "waiting" -> State.WAITING;
            default -> throw Problem.badRequest("state is waiting or dead.");
        };
    }

    private static String position(@Nullable String cursor) {
        String position = Paging.position(cursor);
        if (!position.isEmpty() && !POSITION.matcher(position).matches()) {
            throw Problem.badRequest("cursor is none that was given here.");
        }
        return position;
    }

    private static Response done(boolean done, Response.Status status) {
        if (!done) {
            throw Problem.of(404, "There is no such notice.");
        }
        return Response.status(status).build();
    }

    private static Page page(List<Entry> entries, State state, int limit) {
        String next = "";
        if (entries.size() == limit) {
            Entry last = entries.get(limit - 1);
            next = last.at().toEpochMilli() + ":" + last.notice().sid();
        }
        return new Page(entries.stream().map(entry -> view(entry, state)).toList(), Paging.cursor(next));
    }

    private static View view(Entry entry, State state) {
        Notice notice = entry.notice();
        return new View(
                notice.sid(),
                notice.subject().source(),
                notice.subject().id(),
                state == State.DEAD ? "dead" : "waiting",
                notice.attempts(),
                notice.problem().orElse(null),
                notice.createdAt(),
                entry.at());
    }
}

package io.isthmus.token.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.isthmus.token.client.Callers;
import io.isthmus.token.http.Paging;
import io.isthmus.token.http.Problem;
import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Sessions as administrators see them: those of their own CMS. */
@Path("/v1/sessions")
@Tag(name = "sessions")
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    private static final String READ = "sessions:read";
    private static final String ADMIN = "sessions:admin";

    private final Callers callers;
    private final Sessions sessions;

    @Inject
    public SessionsResource(Callers callers, Sessions sessions) {
        this.callers = callers;
        this.sessions = sessions;
    }

    /** A session, without what opens it and without names. */
    record View(
            String sid,
            String cmsSource,
            String cmsUid,
            String lmsSource,
            String lmsUserId,
            String clientId,
            Instant startedAt,
            Instant expiresAt) {}

    /** @param next the cursor of the next page; missing on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<View> items, @Nullable String next) {}

    /** How many sessions were ended. */
    record Ended(int ended) {}

    @GET
    @Operation(
            operationId = "listSessions",
            summary = "Lists sessions, oldest first, of all people or of one (scope sessions:read)")
    @APIResponse(responseCode = "200", description = "A page of sessions.")
    @APIResponse(responseCode = "401", description = "The caller is unknown.")
    @APIResponse(responseCode = "403", description = "The caller may not see sessions.")
    public Uni<Page> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @RestQuery @Nullable String cmsUid,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable Integer limit) {
        return source(authorization, READ)
                .flatMap(source -> cmsUid == null
                        ? sessions.list(source, Paging.position(cursor), Paging.limit(limit))
                                .map(part -> page(part.sessions(), Paging.cursor(part.next())))
                        : sessions.of(Subject.ofUid(source, cmsUid)).map(all -> page(all, null)));
    }

    @GET
    @Path("/{sid}")
    @Operation(operationId = "findSession", summary = "Finds a session by its sid (scope sessions:read)")
    @APIResponse(responseCode = "200", description = "The session.")
    @APIResponse(responseCode = "404", description = "There is none, or not any more.")
    public Uni<View> find(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @RestPath String sid) {
        return source(authorization, READ)
                .flatMap(source -> sessions.findBySid(source, sid))
                .map(found -> view(found.orElseThrow(SessionsResource::none)));
    }

    @DELETE
    @Path("/{sid}")
    @Operation(operationId = "endSession", summary = "Ends a session (scope sessions:admin)")
    @APIResponse(responseCode = "204", description = "It is over.")
    @APIResponse(responseCode = "404", description = "There is none, or not any more.")
    public Uni<Response> end(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @RestPath String sid) {
        return source(authorization, ADMIN)
                .flatMap(source -> sessions.endBySid(source, sid, EndReason.ADMINISTRATOR))
                .map(ended -> ended.map(session -> Response.noContent().build()).orElseThrow(SessionsResource::none));
    }

    @DELETE
    @Operation(operationId = "endSessions", summary = "Ends all sessions of a person (scope sessions:admin)")
    @APIResponse(responseCode = "200", description = "How many were ended.")
    @APIResponse(responseCode = "400", description = "cmsUid is missing.")
    public Uni<Ended> endAll(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @RestQuery @Nullable String cmsUid) {
        return source(authorization, ADMIN).flatMap(source -> {
            if (cmsUid == null || cmsUid.isEmpty()) {
                throw Problem.badRequest("cmsUid is missing.");
            }
            return sessions.endAll(Subject.ofUid(source, cmsUid), EndReason.ADMINISTRATOR)
                    .map(Ended::new);
        });
    }

    private Uni<String> source(@Nullable String authorization, String scope) {
        return callers.require(authorization, scope)
                .map(caller -> caller.client().source());
    }

    private Page page(List<Session> found, @Nullable String next) {
        return new Page(found.stream().map(this::view).toList(), next);
    }

    private View view(Session session) {
        return new View(
                session.sid(),
                session.subject().source(),
                session.subject().id(),
                session.lmsSource(),
                session.lmsUserId(),
                session.clientId(),
                session.startedAt(),
                sessions.end(session));
    }

    private static Problem none() {
        return Problem.of(404, "There is no such session.");
    }
}

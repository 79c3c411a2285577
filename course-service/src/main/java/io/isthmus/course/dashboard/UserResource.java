package io.isthmus.course.dashboard;

import io.isthmus.course.access.Callers;
import io.isthmus.course.access.Subject;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.isthmus.course.http.Timing;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** About one person of the caller's CMS. */
@Path("/v1/users/{cmsUid}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "People")
@APIResponse(responseCode = "304", description = "Not changed")
@APIResponse(
        responseCode = "403",
        description = "A person's token, and about somebody else",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "503",
        description = "The LMS gave no answer and none is known, or the links are still being read",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
public class UserResource {

    private static final int LONGEST_UID = 64;
    private static final int DELETE = 0x7f;

    private final Dashboards dashboards;
    private final Callers callers;
    private final Answers answers;

    UserResource(Dashboards dashboards, Callers callers, Answers answers) {
        this.dashboards = dashboards;
        this.callers = callers;
        this.answers = answers;
    }

    @GET
    @Path("/dashboard")
    @Operation(summary = "Tells a person's courses and certificates in one answer")
    @APIResponse(
            responseCode = "200",
            description = "What is known; empty for a person without an account",
            content = @Content(schema = @Schema(implementation = Dashboard.class)))
    public Uni<Response> dashboard(
            @Parameter(example = "101") @PathParam("cmsUid") String cmsUid,
            @Context HttpHeaders headers,
            @Context RoutingContext request) {
        Throwable failure = request.get(QuickDashboards.FAILURE);
        if (failure != null) {
            return Uni.createFrom().failure(failure);
        }
        return tell(cmsUid, headers, dashboards::dashboard);
    }

    @GET
    @Path("/courses")
    @Operation(summary = "Tells a person's courses with progress")
    @APIResponse(
            responseCode = "200",
            description = "Active enrolments; none for a person without an account",
            content = @Content(schema = @Schema(implementation = UserCourses.class)))
    public Uni<Response> courses(
            @Parameter(example = "101") @PathParam("cmsUid") String cmsUid, @Context HttpHeaders headers) {
        return tell(cmsUid, headers, dashboards::courses);
    }

    @GET
    @Path("/certificates")
    @Operation(summary = "Tells a person's certificates, every attempt")
    @APIResponse(
            responseCode = "200",
            description = "Newest first; none for a person without an account",
            content = @Content(schema = @Schema(implementation = UserCertificates.class)))
    public Uni<Response> certificates(
            @Parameter(example = "101") @PathParam("cmsUid") String cmsUid, @Context HttpHeaders headers) {
        return tell(cmsUid, headers, dashboards::certificates);
    }

    private Uni<Response> tell(String cmsUid, HttpHeaders headers, BiFunction<Subject, Timing, Uni<Told>> telling) {
        if (!isUid(cmsUid)) {
            throw ApiException.badRequest("cmsUid has 1 to 64 characters");
        }
        var timing = new Timing();
        return telling.apply(callers.reading(cmsUid), timing).map(told -> {
            timing.lap("parts");
            return answers.of(told.body(), told.readAt(), headers, timing);
        });
    }

    static boolean isUid(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_UID
                && text.chars().noneMatch(one -> one < ' ' || one == DELETE);
    }
}

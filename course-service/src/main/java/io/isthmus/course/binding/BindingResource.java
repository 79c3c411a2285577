package io.isthmus.course.binding;

import io.isthmus.course.access.Caller;
import io.isthmus.course.access.Callers;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.isthmus.course.source.CourseId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Bindings of the caller's CMS; for clients. */
@Path("/v1/bindings")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Bindings")
@APIResponse(
        responseCode = "403",
        description = "A person's token, or a client without the scope",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
public class BindingResource {

    private static final int MAX_LIMIT = 500;
    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._:~-]{1,128}");

    private final Bindings bindings;
    private final Callers callers;
    private final Answers answers;
    private final Clock clock;

    BindingResource(Bindings bindings, Callers callers, Answers answers, Clock clock) {
        this.bindings = bindings;
        this.callers = callers;
        this.answers = answers;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Lists bindings, of a course if one is named")
    @APIResponse(
            responseCode = "200",
            description = "A page, by content id",
            content = @Content(schema = @Schema(implementation = BindingPage.class)))
    public Uni<Response> list(
            @Parameter(description = "Content bound to this course only.", example = "lms:2")
                    @QueryParam("courseId")
                    @Nullable
                    String courseId,
            @Parameter(description = "Where the page begins: next of the one before.")
                    @QueryParam("cursor")
                    @DefaultValue("")
                    String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "500")) @QueryParam("limit") @DefaultValue("100")
                    int limit,
            @Context HttpHeaders headers) {
        Caller.Client client = callers.client();
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiException.badRequest("limit is 1 to " + MAX_LIMIT);
        }
        Optional<CourseId> course = Optional.ofNullable(courseId).map(BindingResource::course);
        return bindings.list(client.source(), course, cursor, limit, client.mayReadHidden())
                .map(page -> answers.of(page, clock.instant(), headers));
    }

    @GET
    @Path("/{contentId}")
    @Operation(summary = "Tells which course a content is about")
    @APIResponse(
            responseCode = "200",
            description = "The binding, also when the course is gone",
            content = @Content(schema = @Schema(implementation = BoundCourse.class)))
    @APIResponse(
            responseCode = "404",
            description = "Not bound",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> find(
            @Parameter(example = "node-7") @PathParam("contentId") String contentId, @Context HttpHeaders headers) {
        Caller.Client client = callers.client();
        return bindings.find(client.source(), checked(contentId), client.mayReadHidden())
                .map(found -> answers.of(
                        found.orElseThrow(() -> ApiException.notFound("This content is bound to no course.")),
                        clock.instant(),
                        headers));
    }

    @PUT
    @Path("/{contentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Binds a content to a course",
            description = "Needs the scope courses:bind. Again is the same.")
    @APIResponse(
            responseCode = "200",
            description = "Bound before, to this course or another",
            content = @Content(schema = @Schema(implementation = BoundCourse.class)))
    @APIResponse(
            responseCode = "201",
            description = "Bound",
            content = @Content(schema = @Schema(implementation = BoundCourse.class)))
    @APIResponse(
            responseCode = "422",
            description = "There is no such course",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The LMS gives no answer whether there is such a course",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> bind(
            @Parameter(example = "node-7") @PathParam("contentId") String contentId, @Nullable BindingRequest request) {
        Caller.Client client = callers.binding();
        String wanted = request == null ? null : request.courseId();
        CourseId course = course(wanted == null ? "" : wanted);
        return bindings.bind(client.source(), checked(contentId), course, client.mayReadHidden())
                .map(BindingResource::response);
    }

    private static Response response(Bindings.Outcome outcome) {
        if (outcome instanceof Bindings.Outcome.Bound bound) {
            return Response.status(bound.added() ? Response.Status.CREATED : Response.Status.OK)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .entity(bound.binding())
                    .build();
        }
        throw ApiException.unprocessable("There is no such course.");
    }

    @DELETE
    @Path("/{contentId}")
    @Operation(summary = "Ends a binding", description = "Needs the scope courses:bind. Without one nothing happens.")
    @APIResponse(responseCode = "204", description = "There is none now")
    public Uni<Response> remove(@Parameter(example = "node-7") @PathParam("contentId") String contentId) {
        Caller.Client client = callers.binding();
        return bindings.remove(client.source(), checked(contentId))
                .map(removed -> Response.noContent().build());
    }

    private static String checked(String contentId) {
        if (!CONTENT_ID.matcher(contentId).matches()) {
            throw ApiException.badRequest("contentId has 1 to 128 letters, digits and . _ : ~ -");
        }
        return contentId;
    }

    private static CourseId course(String text) {
        return CourseId.parse(text).orElseThrow(() -> ApiException.badRequest("courseId is such as lms:2"));
    }
}

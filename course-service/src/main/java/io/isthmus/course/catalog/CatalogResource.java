package io.isthmus.course.catalog;

import io.isthmus.course.access.Callers;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Lms;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Hidden courses are left out everywhere. */
@Path("/v1/courses")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Catalogue")
public class CatalogResource {

    private static final int MAX_LIMIT = 100;
    private static final int MAX_QUERY = 200;

    private final Catalog catalog;
    private final Callers callers;
    private final Lms lms;
    private final Answers answers;

    CatalogResource(Catalog catalog, Callers callers, Lms lms, Answers answers) {
        this.catalog = catalog;
        this.callers = callers;
        this.lms = lms;
        this.answers = answers;
    }

    @GET
    @Operation(summary = "Lists visible courses by name")
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = CoursePage.class)))
    @APIResponse(responseCode = "304", description = "Not changed")
    @APIResponse(
            responseCode = "503",
            description = "The LMS gave no answer",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter that makes no sense",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> list(
            @Parameter(description = "Words of name, short name or id number; case and accents do not matter.")
                    @QueryParam("query")
                    @DefaultValue("")
                    String query,
            @Parameter(description = "A category and what is below it.", example = "lms:3")
                    @QueryParam("category")
                    @Nullable
                    String category,
            @Parameter(description = "Where the page begins: next of the one before.") @QueryParam("cursor") @Nullable
                    String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "100")) @QueryParam("limit") @DefaultValue("50")
                    int limit,
            @Parameter(hidden = true) @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        callers.current();
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiException.badRequest("limit is 1 to " + MAX_LIMIT);
        }
        if (query.length() > MAX_QUERY) {
            throw ApiException.badRequest("query has at most " + MAX_QUERY + " characters");
        }
        var asked = CatalogQuery.of(query, Optional.ofNullable(category), after(cursor), limit);
        return catalog.courses(lms.source())
                .map(courses -> answers.of(
                        CoursePage.of(courses.value(), asked, courses.stale()), courses.readAt(), ifNoneMatch));
    }

    private static Optional<Cursor> after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Cursor.parse(cursor).orElseThrow(() -> ApiException.badRequest("cursor is not one of ours")));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Tells about a visible course")
    @APIResponse(
            responseCode = "200",
            description = "The course",
            content = @Content(schema = @Schema(implementation = Course.class)))
    @APIResponse(responseCode = "304", description = "Not changed")
    @APIResponse(
            responseCode = "404",
            description = "No such course, or a hidden one",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The LMS gave no answer",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> course(
            @Parameter(example = "lms:2") @PathParam("id") String id,
            @Parameter(hidden = true) @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        callers.current();
        CourseId wanted = CourseId.parse(id)
                .filter(parsed -> parsed.source().equals(lms.source()))
                .orElseThrow(CatalogResource::unknown);
        return catalog.courses(lms.source()).map(courses -> {
            Course found = courses.value().stream()
                    .filter(course -> course.id().equals(wanted))
                    .findFirst()
                    .orElseThrow(CatalogResource::unknown);
            return answers.of(found, courses.readAt(), ifNoneMatch);
        });
    }

    private static ApiException unknown() {
        return ApiException.notFound("There is no such course.");
    }
}

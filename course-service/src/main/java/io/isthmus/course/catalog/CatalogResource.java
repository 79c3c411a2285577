package io.isthmus.course.catalog;

import io.isthmus.course.access.Callers;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.ApiException;
import io.isthmus.course.http.Problem;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Courses; those hidden at the LMS for clients with {@code courses:read-hidden} only. */
@Path("/v1/courses")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Catalogue")
public class CatalogResource {

    private static final int MAX_LIMIT = 100;
    private static final int MAX_OPTIONS = 1000;
    private static final int MAX_QUERY = 200;

    private final Catalog catalog;
    private final Callers callers;
    private final Answers answers;

    CatalogResource(Catalog catalog, Callers callers, Answers answers) {
        this.catalog = catalog;
        this.callers = callers;
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
            @Parameter(description = "Words of name, short name, id number or summary; case and accents do not matter.")
                    @QueryParam("query")
                    @DefaultValue("")
                    String query,
            @Parameter(description = "A category and what is below it.", example = "lms:3")
                    @QueryParam("category")
                    @Nullable
                    String category,
            @Parameter(description = "Courses that have not ended before this day.", example = "2026-01-01")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Courses that begin on this day or before.", example = "2026-12-31")
                    @QueryParam("until")
                    @Nullable
                    String until,
            @Parameter(description = "Where the page begins: next of the one before.") @QueryParam("cursor") @Nullable
                    String cursor,
            @Parameter(schema = @Schema(minimum = "1", maximum = "100")) @QueryParam("limit") @DefaultValue("50")
                    int limit,
            @Context HttpHeaders headers) {
        boolean hidden = callers.current().mayReadHidden();
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiException.badRequest("limit is 1 to " + MAX_LIMIT);
        }
        var asked = new CatalogQuery(
                words(query),
                Optional.ofNullable(category),
                day("from", from, 0),
                day("until", until, 1),
                hidden,
                after(cursor),
                limit);
        return catalog.listing().map(listing -> answers.of(CoursePage.of(listing, asked), listing.readAt(), headers));
    }

    private static List<String> words(String query) {
        if (query.length() > MAX_QUERY) {
            throw ApiException.badRequest("query has at most " + MAX_QUERY + " characters");
        }
        return CatalogQuery.words(query);
    }

    /** @param later days to add */
    private static @Nullable Instant day(String name, @Nullable String value, int later) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(value)
                    .plusDays(later)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw ApiException.badRequest(name + " is a day such as 2026-01-31");
        }
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
            @Parameter(example = "lms:2") @PathParam("id") String id, @Context HttpHeaders headers) {
        boolean hidden = callers.current().mayReadHidden();
        CourseId wanted = CourseId.parse(id).orElseThrow(CatalogResource::unknown);
        return catalog.listing().map(listing -> {
            if (!listing.tellsOf(wanted.source())) {
                throw new SourceException(wanted.source(), Reason.UNAVAILABLE);
            }
            Course found = listing.find(wanted)
                    .filter(course -> hidden || course.visible())
                    .orElseThrow(CatalogResource::unknown);
            return answers.of(found, listing.readAt(), headers);
        });
    }

    @GET
    @Path("/categories")
    @Operation(summary = "Lists the categories that courses stand in")
    @APIResponse(
            responseCode = "200",
            description = "All of them, in the order of the LMS",
            content = @Content(schema = @Schema(implementation = CategoryList.class)))
    @APIResponse(responseCode = "304", description = "Not changed")
    @APIResponse(
            responseCode = "503",
            description = "The LMS gave no answer",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> categories(@Context HttpHeaders headers) {
        callers.current();
        return catalog.listing().map(listing -> {
            var list = new CategoryList(listing.categories(), listing.stale(), listing.failures());
            return answers.of(list, listing.readAt(), headers);
        });
    }

    @GET
    @Path("/options")
    @Operation(summary = "Lists courses to choose from", description = "For a select field of a CMS, by name.")
    @APIResponse(
            responseCode = "200",
            description = "As many as asked for",
            content = @Content(schema = @Schema(implementation = OptionList.class)))
    @APIResponse(responseCode = "304", description = "Not changed")
    @APIResponse(
            responseCode = "503",
            description = "The LMS gave no answer",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    public Uni<Response> options(
            @Parameter(description = "Words, as in the list of courses.") @QueryParam("query") @DefaultValue("")
                    String query,
            @Parameter(schema = @Schema(minimum = "1", maximum = "1000")) @QueryParam("limit") @DefaultValue("1000")
                    int limit,
            @Context HttpHeaders headers) {
        boolean hidden = callers.current().mayReadHidden();
        if (limit < 1 || limit > MAX_OPTIONS) {
            throw ApiException.badRequest("limit is 1 to " + MAX_OPTIONS);
        }
        var asked = new CatalogQuery(words(query), Optional.empty(), null, null, hidden, Optional.empty(), limit);
        return catalog.listing()
                .map(listing -> answers.of(OptionList.of(CoursePage.of(listing, asked)), listing.readAt(), headers));
    }

    private static ApiException unknown() {
        return ApiException.notFound("There is no such course.");
    }
}

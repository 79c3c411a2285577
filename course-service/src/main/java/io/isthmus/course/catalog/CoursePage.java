package io.isthmus.course.catalog;

import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of the catalogue.
 *
 * @param next cursor of the next page; null on the last
 * @param total number of courses on all pages
 * @param failures LMSs whose courses are missing
 */
@Schema(requiredProperties = {"items", "next", "total", "stale", "failures"})
@RegisterForReflection
public record CoursePage(
        List<Course> items,
        @Schema(nullable = true) @Nullable String next,
        int total,
        boolean stale,
        List<Failure> failures) {

    public CoursePage {
        items = List.copyOf(items);
        failures = List.copyOf(failures);
    }

    static CoursePage of(Listing listing, CatalogQuery query) {
        List<Course> found =
                listing.courses(query.hidden()).stream().filter(query::matches).toList();
        List<Course> rest = found.stream()
                .sorted((one, other) -> Cursor.of(one).compareTo(Cursor.of(other)))
                .filter(course -> query.after()
                        .map(after -> after.compareTo(Cursor.of(course)) < 0)
                        .orElse(true))
                .limit(query.limit() + 1L)
                .toList();
        List<Course> items = rest.subList(0, Math.min(rest.size(), query.limit()));
        String next = rest.size() > items.size()
                ? Cursor.of(items.get(items.size() - 1)).written()
                : null;
        return new CoursePage(items, next, found.size(), listing.stale(), listing.failures());
    }
}

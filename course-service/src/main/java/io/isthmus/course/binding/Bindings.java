package io.isthmus.course.binding;

import io.isthmus.course.catalog.Catalog;
import io.isthmus.course.catalog.Course;
import io.isthmus.course.catalog.Listing;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bindings, and what the LMS says of their courses today. */
@Singleton
class Bindings {

    private final BindingStore store;
    private final Catalog catalog;
    private final Sources sources;
    private final Clock clock;

    Bindings(BindingStore store, Catalog catalog, Sources sources, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.sources = sources;
        this.clock = clock;
    }

    /** What became of a request to bind. */
    sealed interface Outcome {

        /** @param added there was no binding of this content before */
        record Bound(BoundCourse binding, boolean added) implements Outcome {}

        /** There is no such course, or none that the client may know of. */
        record NoSuchCourse() implements Outcome {}
    }

    /** Whether the LMS answers or not, a binding is told. */
    private Uni<Listing> listing() {
        return catalog.listing().onFailure(SourceException.class).recoverWithItem(this::nothing);
    }

    private Listing nothing() {
        List<Failure> failures = sources.names().stream()
                .map(source -> new Failure(source, "catalogue", Reason.UNAVAILABLE))
                .toList();
        return new Listing(List.of(), List.of(), Instant.EPOCH, false, failures);
    }

    Uni<Optional<BoundCourse>> find(String cmsSource, String contentId, boolean hidden) {
        return store.find(cmsSource, contentId)
                .chain(found ->
                        listing().map(listing -> found.map(binding -> BoundCourse.of(binding, listing, hidden))));
    }

    /** @param after content id behind which the page begins */
    Uni<BindingPage> list(String cmsSource, Optional<CourseId> course, String after, int limit, boolean hidden) {
        return store.list(cmsSource, course, after, limit + 1)
                .chain(found -> listing().map(listing -> {
                    List<BoundCourse> items = found.stream()
                            .limit(limit)
                            .map(binding -> BoundCourse.of(binding, listing, hidden))
                            .toList();
                    String next = found.size() > limit ? items.get(limit - 1).contentId() : null;
                    return new BindingPage(items, next, listing.failures());
                }));
    }

    /** @return fails with {@link SourceException} while nobody can tell whether there is such a course */
    Uni<Outcome> bind(String cmsSource, String contentId, CourseId course, boolean hidden) {
        return catalog.listing().chain(listing -> {
            if (!listing.tellsOf(course.source())) {
                throw new SourceException(course.source(), Reason.UNAVAILABLE);
            }
            Optional<Course> found = listing.find(course).filter(one -> hidden || one.visible());
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Outcome.NoSuchCourse());
            }
            var binding = new Binding(cmsSource, contentId, course, found.get().name(), clock.instant());
            return store.save(binding)
                    .chain(added -> store.find(cmsSource, contentId)
                            .map(saved ->
                                    new Outcome.Bound(BoundCourse.of(saved.orElse(binding), listing, hidden), added)));
        });
    }

    Uni<Void> remove(String cmsSource, String contentId) {
        return store.remove(cmsSource, contentId);
    }
}

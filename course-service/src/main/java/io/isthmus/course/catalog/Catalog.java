package io.isthmus.course.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.JsonCodec;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** The courses of all LMSs. */
@Singleton
public class Catalog {

    private static final Logger LOG = Logger.getLogger(Catalog.class);
    private static final Courses NOTHING = new Courses(List.of(), List.of());

    private final Kind<Courses> kind;
    private final CatalogPort port;
    private final AnswerCache cache;
    private final Sources sources;
    private final Clock clock;

    Catalog(CatalogPort port, AnswerCache cache, Sources sources, ObjectMapper json, Clock clock) {
        this.kind = Kind.ofCourses("catalogue", new JsonCodec<>(json, Courses.class));
        this.port = port;
        this.cache = cache;
        this.sources = sources;
        this.clock = clock;
        cache.declare(kind);
    }

    /** Asks before the first person does. */
    void warmUp(@Observes StartupEvent event) {
        listing()
                .subscribe()
                .with(
                        known -> LOG.infof(
                                "catalogue courses=%d", known.courses().size()),
                        failure -> LOG.info("catalogue=not yet"));
    }

    /** @return fails with {@link SourceException} if no LMS tells anything */
    public Uni<Listing> listing() {
        return Uni.join()
                .all(sources.names().stream().map(this::of).toList())
                .andFailFast()
                .map(Listing::of);
    }

    private Uni<Part<Courses>> of(String source) {
        return cache.get(kind.of(source, ""), () -> port.courses(source))
                .map(answer -> Part.of(answer.value(), answer.readAt(), answer.stale()))
                .onFailure(SourceException.class)
                .recoverWithItem(
                        failure -> Part.missing(NOTHING, clock.instant(), ((SourceException) failure).as("catalogue")));
    }
}

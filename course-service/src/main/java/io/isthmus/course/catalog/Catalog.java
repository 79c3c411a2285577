package io.isthmus.course.catalog;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.CacheKey;
import io.isthmus.course.cache.Cached;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** All visible courses of an LMS. */
@Singleton
class Catalog {

    private static final CacheKey.Kind<List<Course>> KIND = new CacheKey.Kind<>("catalog", CacheKey.Subject.COURSES);

    private final CatalogPort port;
    private final AnswerCache cache;

    Catalog(CatalogPort port, AnswerCache cache) {
        this.port = port;
        this.cache = cache;
    }

    /** @return fails with {@link io.isthmus.course.source.SourceException} */
    Uni<Cached<List<Course>>> courses(String source) {
        return cache.get(KIND.of(source, ""), () -> port.courses(source));
    }
}

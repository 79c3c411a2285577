package io.isthmus.course.catalog;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where courses come from. */
public interface CatalogPort {

    /**
     * @param source name of an LMS
     * @return all visible courses; fails with {@link io.isthmus.course.source.SourceException}
     */
    Uni<List<Course>> courses(String source);
}

package io.isthmus.course.catalog;

import io.smallrye.mutiny.Uni;

/** Where courses come from. */
public interface CatalogPort {

    /**
     * @param source name of an LMS
     * @return all courses; fails with {@link io.isthmus.course.source.SourceException}
     */
    Uni<Courses> courses(String source);
}

package io.isthmus.course.catalog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a course stands in the LMS's tree.
 *
 * @param id such as {@code lms:3}
 * @param path names from the top down to this one
 * @param ids of the same; the last one is this one's
 */
@Schema(requiredProperties = {"id", "name", "path", "ids"})
@RegisterForReflection
public record Category(@Schema(examples = "lms:3") String id, String name, List<String> path, List<String> ids) {

    public Category {
        path = List.copyOf(path);
        ids = List.copyOf(ids);
    }
}

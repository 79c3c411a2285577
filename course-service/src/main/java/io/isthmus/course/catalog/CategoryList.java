package io.isthmus.course.catalog;

import io.isthmus.course.source.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The categories of all LMSs. */
@Schema(requiredProperties = {"items", "stale", "failures"})
@RegisterForReflection
record CategoryList(List<Category> items, boolean stale, List<Failure> failures) {

    CategoryList {
        items = List.copyOf(items);
        failures = List.copyOf(failures);
    }
}

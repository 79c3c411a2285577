package io.isthmus.course.source;

import java.util.List;

/**
 * The LMSs that this service reads.
 *
 * @param names as in topics, keys and ids, in the order in which answers tell of them; at least one
 */
public record Sources(List<String> names) {

    public Sources {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no LMS is configured");
        }
    }

    public boolean contains(String name) {
        return names.contains(name);
    }
}

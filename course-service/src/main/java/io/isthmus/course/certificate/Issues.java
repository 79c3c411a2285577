package io.isthmus.course.certificate;

import io.isthmus.course.source.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates of a person as the LMS tells them.
 *
 * @param activities those that it told of along with them
 * @param missed why this is not everything
 */
public record Issues(List<Issue> issues, Map<String, Activity> activities, Optional<SourceException> missed) {

    public Issues {
        issues = List.copyOf(issues);
        activities = Map.copyOf(activities);
    }

    public static Issues of(List<Issue> issues) {
        return new Issues(issues, Map.of(), Optional.empty());
    }

    public static Issues missing(SourceException failure) {
        return new Issues(List.of(), Map.of(), Optional.of(failure));
    }

    public Issues plus(Issues more) {
        var all = new ArrayList<>(issues);
        all.addAll(more.issues);
        var places = new HashMap<>(activities);
        places.putAll(more.activities);
        return new Issues(all, places, missed.or(more::missed));
    }
}

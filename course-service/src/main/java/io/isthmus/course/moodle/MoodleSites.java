package io.isthmus.course.moodle;

import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The LMSs by name. */
final class MoodleSites {

    private final Map<String, MoodleSite> byName;

    MoodleSites(Map<String, MoodleSite> byName) {
        this.byName = new LinkedHashMap<>(byName);
    }

    Sources sources() {
        return new Sources(new ArrayList<>(byName.keySet()));
    }

    Collection<MoodleSite> all() {
        return byName.values();
    }

    /** @throws SourceException if no LMS of this name is configured any more */
    MoodleSite of(String source) {
        MoodleSite site = byName.get(source);
        if (site == null) {
            throw new SourceException(source, Reason.CONFIGURATION);
        }
        return site;
    }
}

package io.isthmus.course.enrolment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what the LMS lists now together with what was seen before. */
final class Memory {

    private Memory() {}

    /** @return those listed in their order, then those that were seen before and are no longer listed */
    static List<Seen> merge(List<Seen> before, List<Enrolment> listed, Instant now) {
        Map<String, Seen> known = new LinkedHashMap<>();
        before.forEach(seen -> known.put(seen.enrolment().id().id(), seen));
        var merged = new ArrayList<Seen>();
        for (Enrolment enrolment : listed) {
            Seen earlier = known.remove(enrolment.id().id());
            merged.add(earlier == null ? Seen.first(enrolment) : earlier.again(enrolment));
        }
        known.values().forEach(seen -> merged.add(seen.gone(now)));
        return List.copyOf(merged);
    }
}

package io.isthmus.course.event;

import io.isthmus.course.event.TopicListener.Extent;
import java.util.HashMap;
import java.util.Map;

/** Where reading begins: where it was left, if that is still there. */
public final class StartingOffsets {

    private StartingOffsets() {}

    /** @return what is not known or gone begins at the oldest record there is */
    public static Map<Integer, Long> of(Extent extent, Map<Integer, Long> stored) {
        var starts = new HashMap<Integer, Long>();
        extent.partitions().forEach((partition, range) -> {
            long known = stored.getOrDefault(partition, -1L);
            boolean there = known >= range.begin() && known <= range.end();
            starts.put(partition, there ? known : range.begin());
        });
        return Map.copyOf(starts);
    }
}

package io.isthmus.course.event;

import io.isthmus.course.event.TopicListener.Extent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How far a listener has come itself, and how far that is kept beyond its process. What is kept is shared by all
 * replicas: one that was cut off would skip what only the others have heard. For the thread of its reader.
 */
public final class Positions {

    /** What a listener has missed. */
    public enum Start {
        /** Nothing was read before. */
        FIRST,
        /** Nothing, it goes on where it was. */
        GAPLESS,
        /** Nobody knows: where it was is no more. */
        ANEW
    }

    /** Keeps positions beyond this process. */
    public interface Store {

        void save(String topicId, int partition, long nextOffset);
    }

    private final Map<Integer, Long> reached = new HashMap<>();
    private final Map<Integer, Long> saved = new HashMap<>();
    private String topicId = "";

    /** @param kept tells where to begin in each partition, for a listener that does not know */
    public Start begin(Extent extent, Function<Extent, Map<Integer, Long>> kept) {
        boolean first = reached.isEmpty();
        if (!first && extent.topicId().equals(topicId) && isWithin(extent)) {
            return Start.GAPLESS;
        }
        Map<Integer, Long> starts = kept.apply(extent);
        reached.clear();
        reached.putAll(starts);
        saved.clear();
        saved.putAll(starts);
        topicId = extent.topicId();
        return first ? Start.FIRST : Start.ANEW;
    }

    private boolean isWithin(Extent extent) {
        return reached.keySet().equals(extent.partitions().keySet())
                && extent.partitions().entrySet().stream().allMatch(partition -> {
                    long known = reached.getOrDefault(partition.getKey(), -1L);
                    return known >= partition.getValue().begin()
                            && known <= partition.getValue().end();
                });
    }

    /** @return next offsets by partition */
    public Map<Integer, Long> reached() {
        return Map.copyOf(reached);
    }

    public String topicId() {
        return topicId;
    }

    public void advance(int partition, long position) {
        reached.put(partition, position);
    }

    /** Saves what moved since. */
    public void save(Store store) {
        reached.forEach((partition, position) -> {
            if (!position.equals(saved.get(partition))) {
                store.save(topicId, partition, position);
                saved.put(partition, position);
            }
        });
    }
}

package io.isthmus.course.event;

import java.util.List;
import java.util.Map;

/** Follows a topic. Called from the reader's own thread, which it may block. */
public interface TopicListener {

    /**
     * What there is to read.
     *
     * @param topicId changes when a topic of this name is deleted and made anew
     * @param partitions by number
     */
    record Extent(String topicId, Map<Integer, Range> partitions) {
        public Extent {
            partitions = Map.copyOf(partitions);
        }
    }

    /**
     * Offsets of a partition.
     *
     * @param begin of the oldest record there is
     * @param end behind the newest
     */
    record Range(long begin, long end) {}

    /**
     * Called when reading begins, and again after a failure.
     *
     * @return the offset to begin at, for each partition
     */
    Map<Integer, Long> begin(Extent extent);

    /**
     * The next records of a partition; may be none, where only the position moved.
     *
     * @param position where reading goes on
     */
    void read(int partition, List<Message> messages, long position);

    /** All that was there when reading began has been read. */
    void caughtUp();

    /** Called about twice a minute, when the brokers have just been reached. */
    default void heard() {}
}

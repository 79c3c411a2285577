package io.isthmus.course.link;

import io.isthmus.course.event.TopicListener.Range;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a partition has been read into the replica.
 *
 * @param topicId of the topic it was read from
 * @param nextOffset the first one not read
 * @param generation grows with each rebuild; rows of an older one are gone from the topic
 * @param heardAt when the partition was last known to be read
 */
record Feed(int partition, String topicId, long nextOffset, long generation, Instant heardAt) {

    /** @return the replica can go on from here and has missed nothing */
    boolean continues(String currentTopicId, Range range, Instant now, Duration rebuildAfter) {
        return topicId.equals(currentTopicId)
                && nextOffset >= range.begin()
                && nextOffset <= range.end()
                && heardAt.plus(rebuildAfter).isAfter(now);
    }
}

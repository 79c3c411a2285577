package io.isthmus.course.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic.
 *
 * @param value null in a tombstone
 * @param headers the last one of each name
 */
public record Message(
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value,
        Map<String, String> headers) {

    public Message {
        headers = Map.copyOf(headers);
    }
}

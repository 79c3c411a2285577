package io.isthmus.usersync.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came.
 *
 * @param channel the way it came, such as a Kafka topic
 * @param position where on that way, such as partition and offset; names the message when it does not name itself
 * @param key Kafka's key; null if there was none
 * @param headers by lower-case name
 */
public record Message(
        String channel, String position, @Nullable String key, Map<String, String> headers, byte[] raw) {

    public Message {
        headers = Map.copyOf(headers);
    }
}

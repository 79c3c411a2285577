package io.isthmus.usersync.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An event that this service wants to send.
 *
 * @param topic where to
 * @param key Kafka's key
 * @param type CloudEvents type
 * @param subject CloudEvents subject
 * @param origin source name of the side where the change began; null if unknown
 * @param causationId id of the event that led to this one; null if none did
 * @param traceparent W3C Trace Context; null for that of the work in which it is added
 */
public record OutgoingEvent(
        String topic,
        String key,
        String type,
        String subject,
        @Nullable String origin,
        @Nullable String causationId,
        @Nullable String traceparent,
        ObjectNode data) {

    /** One that goes on with the trace of the work in which it is added. */
    public OutgoingEvent(
            String topic,
            String key,
            String type,
            String subject,
            @Nullable String origin,
            @Nullable String causationId,
            ObjectNode data) {
        this(topic, key, type, subject, origin, causationId, null, data);
    }
}

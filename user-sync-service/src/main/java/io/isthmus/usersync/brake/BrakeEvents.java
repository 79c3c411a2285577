package io.isthmus.usersync.brake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.usersync.outbox.OutgoingEvent;
import java.time.Duration;

/** What the world is told of the brake. */
final class BrakeEvents {

    static final String ON = "on";
    static final String RELEASED = "released";
    static final String DISCARDED = "discarded";

    private static final String TOPIC = "isthmus.sync.outcomes";

    private BrakeEvents() {}

    static OutgoingEvent of(String source, String state, int held, int threshold, Duration window) {
        String subject = "brake:" + source;
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("source", source)
                .put("state", state)
                .put("held", held)
                .put("threshold", threshold)
                .put("window", window.toString());
        return new OutgoingEvent(TOPIC, subject, "io.isthmus.sync.brake.v1", subject, null, null, data);
    }
}

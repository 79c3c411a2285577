package io.isthmus.token.event;

import java.util.Optional;

/**
 * An event ready to be sent.
 *
 * @param key of the Kafka record
 * @param json a CloudEvent in structured mode
 * @param traceparent W3C Trace Context of what caused it, if that was traced
 */
record OutgoingEvent(String key, String json, Optional<String> traceparent) {

    @Override
    public String toString() {
        return "OutgoingEvent[hidden]";
    }
}

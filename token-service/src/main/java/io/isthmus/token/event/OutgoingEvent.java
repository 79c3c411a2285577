package io.isthmus.token.event;

/**
 * An event ready to be sent.
 *
 * @param key of the Kafka record
 * @param json a CloudEvent in structured mode
 */
record OutgoingEvent(String key, String json) {

    @Override
    public String toString() {
        return "OutgoingEvent[hidden]";
    }
}

package io.isthmus.testbed.portal.event;

/**
 * A CloudEvent about a user, ready to go.
 *
 * @param id of the event; the same however often it is sent
 * @param key of the message, {@code source:uid}
 * @param body in structured mode
 */
public record UserEvent(String id, String key, String body) {

    @Override
    public String toString() {
        return "UserEvent[" + id + "]";
    }
}

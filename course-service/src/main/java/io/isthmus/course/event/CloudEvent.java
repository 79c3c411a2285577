package io.isthmus.course.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What we need of a CloudEvent 1.0.
 *
 * @param source of the producer: the name of a CMS or LMS, or {@code /isthmus/<service>}
 * @param data an object, empty if there is none
 */
public record CloudEvent(String id, String source, String type, JsonNode data) {

    /** @return a text of the data; numbers as text too, since some producers send ids so */
    public String text(String field) throws MalformedEventException {
        JsonNode value = data.path(field);
        if (!value.isTextual() && !value.isIntegralNumber() || value.asText().isEmpty()) {
            throw new MalformedEventException("no " + field);
        }
        return value.asText();
    }
}

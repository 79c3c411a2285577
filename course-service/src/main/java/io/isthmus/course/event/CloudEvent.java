package io.isthmus.course.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What we need of a CloudEvent 1.0.
 *
 * @param source of the producer: the name of a CMS or LMS, or {@code /isthmus/<service>}
 * @param time when it happened, as it was sent; null if the producer does not tell
 * @param data an object, empty if there is none
 */
public record CloudEvent(
        String id, String source, String type, @Nullable String time, JsonNode data) {

    /** @return a text of the data; numbers as text too, since some producers send ids so */
    public String text(String field) throws MalformedEventException {
        JsonNode value = data.path(field);
        if (!value.isTextual() && !value.isIntegralNumber() || value.asText().isEmpty()) {
            throw new MalformedEventException("no " + field);
        }
        return value.asText();
    }

    /** @return when it happened */
    public Instant timeOr(Instant untold) throws MalformedEventException {
        if (time == null) {
            return untold;
        }
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedEventException("a time that is none");
        }
    }
}

package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Moodle's spellings: 0 for no date, 1 and true for yes. */
final class Json {

    private Json() {}

    /** @return empty for what is no list */
    static List<JsonNode> items(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false).toList() : List.of();
    }

    /** @param missing what a field that is not there means */
    static boolean flag(JsonNode value, boolean missing) {
        return value.isMissingNode() || value.isNull() ? missing : value.asInt(value.asBoolean() ? 1 : 0) != 0;
    }

    static @Nullable Instant date(JsonNode seconds) {
        long value = seconds.asLong();
        return value > 0 ? Instant.ofEpochSecond(value) : null;
    }
}

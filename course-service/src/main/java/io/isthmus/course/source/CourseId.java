package io.isthmus.course.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A course of one LMS, written {@code lms:2}.
 *
 * @param source name of the LMS in the configuration
 * @param id as the LMS counts
 */
@Schema(type = SchemaType.STRING, examples = "lms:2")
@RegisterForReflection
public record CourseId(String source, String id) {

    private static final Pattern WRITTEN = Pattern.compile("([a-z][a-z0-9-]{0,30}):([0-9]{1,18})");

    /** @return empty if the text is no course id */
    public static Optional<CourseId> parse(String text) {
        var matcher = WRITTEN.matcher(text);
        return matcher.matches() ? Optional.of(new CourseId(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** @throws IllegalArgumentException if the text is no course id */
    @JsonCreator
    static CourseId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no course id"));
    }

    @Override
    @JsonValue
    public String toString() {
        return source + ":" + id;
    }
}

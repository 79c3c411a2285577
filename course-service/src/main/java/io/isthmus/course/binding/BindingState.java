package io.isthmus.course.binding;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What has become of the course. */
@Schema(enumeration = {"there", "hidden", "gone", "unknown"})
@RegisterForReflection
enum BindingState {
    THERE,
    /** Hidden at the LMS. */
    HIDDEN,
    /** Deleted at the LMS, or its LMS is no longer configured. */
    GONE,
    /** The LMS gives no answer. */
    UNKNOWN;

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.isthmus.course.source;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an LMS gave no answer. */
@Schema(enumeration = {"timeout", "unavailable", "configuration", "refused"})
@RegisterForReflection
public enum Reason {
    /** No answer in time. */
    TIMEOUT,
    /** Down, in maintenance, or what came was no answer. */
    UNAVAILABLE,
    /** An administrator has to act: token, service, permission, address. */
    CONFIGURATION,
    /** The LMS refused what was asked. */
    REFUSED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

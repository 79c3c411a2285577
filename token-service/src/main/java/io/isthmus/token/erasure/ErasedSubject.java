package io.isthmus.token.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.verify.Subject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be forgotten, as {@code io.isthmus.subject.erased.v1} says.
 *
 * @param lmsSource of which LMS's link; empty for this service's own
 */
record ErasedSubject(Subject subject, Optional<String> lmsSource) {

    private static final String TYPE = "io.isthmus.subject.erased.v1";
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param binaryType the header {@code ce_type} of binary mode
     * @return empty if this is no such event
     */
    static Optional<ErasedSubject> read(String value, @Nullable String binaryType) {
        try {
            JsonNode event = JSON.readTree(value);
            String type = binaryType == null ? event.path("type").asText() : binaryType;
            return type.equals(TYPE) ? of(binaryType == null ? event.path("data") : event) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<ErasedSubject> of(JsonNode data) {
        String source = data.path("cmsSource").asText();
        String uid = data.path("cmsUid").asText();
        return SOURCE.matcher(source).matches() && !uid.isEmpty()
                ? Optional.of(new ErasedSubject(
                        Subject.ofUid(source, uid),
                        Optional.ofNullable(data.path("lmsSource").textValue())))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "ErasedSubject[hidden]";
    }
}

package io.isthmus.token.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.verify.Usernames;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code io.isthmus.link.changed.v1}, in structured and binary mode, past fields it does not know. */
final class LinkEvents {

    private static final String TYPE = "io.isthmus.link.changed.v1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern STATUS = Pattern.compile("linked|suspended|unlinked");

    private LinkEvents() {}

    /**
     * @param binaryType the header {@code ce_type} of binary mode
     * @return empty if this is no such event
     */
    static Optional<Link> read(String value, @Nullable String binaryType) {
        try {
            JsonNode event = JSON.readTree(value);
            if (binaryType != null) {
                return TYPE.equals(binaryType) ? link(event) : Optional.empty();
            }
            return TYPE.equals(event.path("type").asText()) ? link(event.path("data")) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Link> link(JsonNode data) {
        String cmsSource = data.path("cmsSource").asText();
        String cmsUid = data.path("cmsUid").asText();
        String lmsSource = data.path("lmsSource").asText();
        String lmsUserId = data.path("lmsUserId").asText();
        String status = data.path("status").asText();
        if (!SOURCE.matcher(cmsSource).matches()
                || !SOURCE.matcher(lmsSource).matches()
                || cmsUid.isEmpty()
                || lmsUserId.isEmpty()
                || !STATUS.matcher(status).matches()) {
            return Optional.empty();
        }
        Optional<String> username =
                Optional.ofNullable(data.path("cmsUsername").textValue()).flatMap(Usernames::normalize);
        return Optional.of(new Link(
                cmsSource,
                cmsUid,
                lmsSource,
                username,
                lmsUserId,
                LinkStatus.valueOf(status.toUpperCase(Locale.ROOT))));
    }
}

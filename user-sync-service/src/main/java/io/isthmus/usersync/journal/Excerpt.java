package io.isthmus.usersync.journal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * Of an event no more than what says which it is and whom it is about. All of it is read, and has to be well-formed as
 * for {@link JsonMapper#readTree(byte[])}, but the rest is not kept: a profile is of no use before its person's turn.
 */
final class Excerpt {

    private static final String DATA = "data";
    private static final Set<String> KEPT = Set.of(
            "specversion", "type", "id", "source", "time", "origin", "traceparent", "cmsSource", "cmsUid", "lmsSource");

    private Excerpt() {}

    /** @return an object with the texts that matter; what is no object is missing */
    static JsonNode of(JsonMapper json, byte[] raw) throws IOException {
        try (JsonParser parser = json.createParser(raw)) {
            JsonNode excerpt = MissingNode.getInstance();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                excerpt = object(parser, true);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something comes after the value");
            }
            return excerpt;
        }
    }

    private static ObjectNode object(JsonParser parser, boolean withData) throws IOException {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && KEPT.contains(name)) {
                kept.put(name, parser.getText());
            } else if (value == JsonToken.START_OBJECT && withData && name.equals(DATA)) {
                kept.set(DATA, object(parser, false));
            } else {
                parser.skipChildren();
            }
        }
        return kept;
    }
}

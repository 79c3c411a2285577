package io.isthmus.token.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON of tokens: RFC 8259 without its freedoms. Duplicate keys, more than 16 levels, invalid UTF-8, a byte
 * order mark, lone surrogates and anything after the value are refused.
 */
public final class StrictJson {

    /** Levels of arrays and objects. */
    public static final int MAX_DEPTH = 16;

    private static final int MAX_STRING = 16 * 1024;
    private static final int MAX_NUMBER = 64;

    /** What the JDK puts in place of malformed bytes. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** @return empty if the bytes are no strict JSON or no object */
    public static Optional<ObjectNode> object(byte[] bytes) {
        return value(bytes).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    static Optional<JsonNode> value(byte[] bytes) {
        try {
            String text = utf8(bytes);
            if (text.startsWith("\uFEFF")) {
                return Optional.empty();
            }
            JsonNode node = isAscii(text, bytes) ? MAPPER.readTree(bytes) : MAPPER.readTree(text);
            return node.isMissingNode() || mayHaveLoneSurrogate(text) && hasLoneSurrogate(node)
                    ? Optional.empty()
                    : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The parser reads bytes faster than text; zeros among them it would take for UTF-16 or UTF-32. */
    private static boolean isAscii(String text, byte[] bytes) {
        return text.length() == bytes.length && text.indexOf('\0') < 0;
    }

    /** Only what is malformed, or holds U+FFFD itself, is decoded a second time, to tell the two apart. */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** UTF-8 has no lone surrogates, so that one can only be written as an escape. */
    private static boolean mayHaveLoneSurrogate(String text) {
        return text.indexOf('\\') >= 0 && text.contains("\\u");
    }

    private static boolean hasLoneSurrogate(JsonNode node) {
        if (node.isTextual()) {
            return hasLoneSurrogate(node.textValue());
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            if (hasLoneSurrogate(fields.next().getKey())) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (hasLoneSurrogate(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

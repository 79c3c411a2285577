package io.isthmus.token.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Claims (RFC 7519) whose signature held. A claim of the wrong type counts as missing.
 *
 * @param type of the header, or empty text
 */
public record SignedJwt(String type, ObjectNode claims) {

    private static final int MAX_TEXT = 512;

    /**
     * What a JWT says, for finding the keys to try. Nothing vouches for it.
     *
     * @return a text, or empty
     */
    public static Optional<String> unproved(String token, String name) {
        String[] parts = token.split("\\.", -1);
        return parts.length < 2
                ? Optional.empty()
                : StrictBase64.decodeUrl(parts[1])
                        .flatMap(StrictJson::object)
                        .flatMap(claims -> Optional.ofNullable(claims.path(name).textValue()));
    }

    public boolean has(String name) {
        return claims.has(name);
    }

    /** @return a text that is not empty and not too long */
    public Optional<String> text(String name) {
        return Optional.ofNullable(claims.path(name).textValue())
                .filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT);
    }

    /** @return whole seconds since 1970 */
    public OptionalLong seconds(String name) {
        JsonNode node = claims.path(name);
        boolean right = node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
        return right ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    /** @return the audiences; none if one of them is no text */
    public Set<String> audiences() {
        JsonNode node = claims.path("aud");
        if (node.isTextual()) {
            return Set.of(node.textValue());
        }
        boolean texts = node.isArray()
                && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isTextual);
        return texts
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::textValue)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    public JsonNode member(String name) {
        return claims.path(name);
    }

    @Override
    public String toString() {
        return "SignedJwt[hidden]";
    }
}

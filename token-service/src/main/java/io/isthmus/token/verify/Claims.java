package io.isthmus.token.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** Reads members of a token's payload; a member of the wrong type is a {@link BadClaim}, never passed over. */
final class Claims {

    private static final int MAX_TEXT = 512;
    private static final char DELETE = 0x7F;
    private static final int MIN_NONCE = 16;
    private static final int MAX_NONCE = 128;
    private static final String NONCE_SIGNS = "._~+/=-";

    /** Year 2100; what is later is milliseconds taken for seconds. */
    private static final long MAX_SECONDS = 4_102_444_800L;

    private final ObjectNode payload;

    /** A refusal on its way to the verifier. */
    static final class BadClaim extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RefusalReason reason;

        BadClaim(RefusalReason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }

        RefusalReason reason() {
            return reason;
        }
    }

    Claims(ObjectNode payload) {
        this.payload = payload;
    }

    Optional<String> text(String name) {
        JsonNode node = payload.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().length() > MAX_TEXT || hasControl(node.textValue())) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return Optional.of(node.textValue()).filter(text -> !text.isEmpty());
    }

    /** US-ASCII's control characters. */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == DELETE) {
                return true;
            }
        }
        return false;
    }

    /** A redirect may be longer than other texts, and empty is as bad as anything else. */
    Optional<String> redirect() {
        JsonNode node = payload.path("redirect");
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return Optional.of(node.textValue());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new BadClaim(RefusalReason.BAD_CLAIM));
    }

    boolean flag(String name) {
        JsonNode node = payload.path(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return node.asBoolean(false);
    }

    /** Whole seconds since 1970 (RFC 7519 NumericDate without fractions). */
    Instant time(String name) {
        JsonNode node = payload.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return seconds(node.longValue());
    }

    static Instant seconds(long seconds) {
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return Instant.ofEpochSecond(seconds);
    }

    Optional<String> nonce(String name) {
        Optional<String> nonce = payload.has(name) ? Optional.of(required(name)) : Optional.empty();
        if (nonce.isPresent() && !isNonce(nonce.get())) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return nonce;
    }

    private static boolean isNonce(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && NONCE_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return text.length() >= MIN_NONCE && text.length() <= MAX_NONCE;
    }

    /** Text, or a number as PHP code writes uids. */
    Optional<String> uid(String name) {
        JsonNode node = payload.path(name);
        return node.isIntegralNumber() ? Optional.of(node.asText()) : text(name);
    }

    Claims within(String name) {
        JsonNode node = payload.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return new Claims(payload.objectNode());
        }
        if (!(node instanceof ObjectNode object)) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return new Claims(object);
    }
}

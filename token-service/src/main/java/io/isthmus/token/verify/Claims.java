package io.isthmus.token.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads members of a token's payload; a member of the wrong type is a {@link BadClaim}, never passed over. */
final class Claims {

    private static final int MAX_TEXT = 512;
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9._~+/=-]{16,128}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

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
        if (!node.isTextual()
                || node.textValue().length() > MAX_TEXT
                || CONTROL.matcher(node.textValue()).find()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return Optional.of(node.textValue()).filter(text -> !text.isEmpty());
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
        if (nonce.filter(text -> !NONCE.matcher(text).matches()).isPresent()) {
            throw new BadClaim(RefusalReason.BAD_CLAIM);
        }
        return nonce;
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

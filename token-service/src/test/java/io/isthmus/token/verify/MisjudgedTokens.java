package io.isthmus.token.verify;

import static io.isthmus.token.verify.RefusalReason.BAD_CLAIM;
import static io.isthmus.token.verify.RefusalReason.BAD_JSON;
import static io.isthmus.token.verify.RefusalReason.BAD_MAC;
import static io.isthmus.token.verify.RefusalReason.EXPIRED;
import static io.isthmus.token.verify.RefusalReason.LIFETIME_TOO_LONG;
import static io.isthmus.token.verify.RefusalReason.NONCE_MISSING;
import static io.isthmus.token.verify.RefusalReason.NOT_YET_VALID;
import static io.isthmus.token.verify.RefusalReason.UNKNOWN_KEY;
import static io.isthmus.token.verify.RefusalReason.WRONG_AUDIENCE;
import static io.isthmus.token.verify.RefusalReason.WRONG_CLIENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.isthmus.token.support.Forge;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Tokens of the wrong party, in the wrong words or at the wrong time. */
final class MisjudgedTokens {

    private static final String STRICT_SECRET = "test-strict-signing-secret-0123456789";
    private static final int SKEW = 1;
    private static final int TTL = 120;
    private static final int MAX_LIFETIME = 300;

    private final TokenList tokens;

    MisjudgedTokens(TokenList tokens) {
        this.tokens = tokens;
    }

    void addAll() {
        keys();
        json();
        claims();
        nonces();
        times();
    }

    private void keys() {
        byte[] payload = Forge.bytes(tokens.forge().ssoLoginPayload(node -> {}));
        byte[] claims = Forge.bytes(tokens.forge().jweClaims(node -> {}));
        tokens.add("v3 of an unknown secret", BAD_MAC, Forge.ssoLogin("some-secret-that-nobody-has-01234567", payload));
        tokens.add("v3 of a disabled key", BAD_MAC, Forge.ssoLogin("test-portal-disabled-secret-0123456789", payload));
        tokens.add(
                "v3 of a key past its end", BAD_MAC, Forge.ssoLogin("test-portal-expired-secret-0123456789", payload));
        tokens.add("v3 of a secret of 14 bytes", BAD_MAC, Forge.ssoLogin("s3cret-of-14ch", payload));
        tokens.add(
                "v3 of an API credential", BAD_MAC, Forge.ssoLogin("test-portal-api-credential-0123456789", payload));
        tokens.add("jwe of an unknown kid", UNKNOWN_KEY, Forge.jwe("nobody-1", Forge.SECRET, claims));
        tokens.add(
                "jwe of a disabled key",
                UNKNOWN_KEY,
                Forge.jwe("portal-off", "test-portal-disabled-secret-0123456789", claims));
        tokens.add(
                "jwe of a key past its end",
                UNKNOWN_KEY,
                Forge.jwe("portal-past", "test-portal-expired-secret-0123456789", claims));
        tokens.add("jwe of another key than its kid", BAD_MAC, Forge.jwe("portal-1", STRICT_SECRET, claims));
        tokens.add("jwe of another client's key", WRONG_CLIENT, Forge.jwe("strict-1", STRICT_SECRET, claims));
        tokens.add("jwe whose kid is a path", UNKNOWN_KEY, Forge.jwe("../../portal-1", Forge.SECRET, claims));
    }

    private void json() {
        Map<String, byte[]> payloads = Map.ofEntries(
                Map.entry("not JSON", Forge.bytes("username=ada")),
                Map.entry("nothing", Forge.bytes("")),
                Map.entry("an array", Forge.bytes("[{\"username\":\"ada\"}]")),
                Map.entry("a text", Forge.bytes("\"ada\"")),
                Map.entry("null", Forge.bytes("null")),
                Map.entry("two values", Forge.bytes("{}{}")),
                Map.entry("a trailing comma", Forge.bytes("{\"username\":\"ada\",}")),
                Map.entry("a duplicate key", Forge.bytes("{\"username\":\"ada\",\"username\":\"eve\"}")),
                Map.entry("an escaped duplicate key", Forge.bytes("{\"username\":\"ada\",\"\\u0075sername\":\"eve\"}")),
                Map.entry("a deep duplicate key", Forge.bytes("{\"a\":{\"b\":1,\"b\":2}}")),
                Map.entry("17 levels", Forge.bytes("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}")),
                Map.entry("invalid UTF-8", HexFormat.of().parseHex("7b2261223a22ff227d")),
                Map.entry("overlong UTF-8", HexFormat.of().parseHex("7b2261223a22c0af227d")),
                Map.entry("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16)),
                Map.entry("a byte order mark", Forge.bytes("\uFEFF{\"a\":1}")),
                Map.entry("a lone surrogate", Forge.bytes("{\"a\":\"\\ud800\"}")),
                Map.entry("a comment", Forge.bytes("{\"a\":1/**/}")),
                Map.entry("NaN", Forge.bytes("{\"a\":NaN}")));
        payloads.forEach((name, bytes) -> {
            tokens.add("v3 holding " + name, BAD_JSON, Forge.ssoLogin(Forge.SECRET, bytes));
            tokens.add("jwe holding " + name, BAD_JSON, Forge.jwe(Forge.KID, Forge.SECRET, bytes));
        });
    }

    private void claims() {
        JsonNode list = JsonNodeFactory.instance.arrayNode().add("ada");
        JsonNode object = JsonNodeFactory.instance.objectNode().put("a", 1);
        Map<String, JsonNode> values =
                Map.of("a number", IntNode.valueOf(7), "a list", list, "an object", object, "true", BooleanNode.TRUE);
        values.forEach((name, value) -> {
            tokens.jwe("iss is " + name, BAD_CLAIM, claims -> claims.set("iss", value));
            tokens.jwe("preferred_username is " + name, BAD_CLAIM, claims -> claims.set("preferred_username", value));
            tokens.jwe("jti is " + name, BAD_CLAIM, claims -> claims.set("jti", value));
            tokens.v3("email is " + name, BAD_CLAIM, payload -> payload.set("email", value));
            tokens.v3("username is " + name, BAD_CLAIM, payload -> payload.set("username", value));
            tokens.v3("nonce is " + name, BAD_CLAIM, payload -> payload.set("nonce", value));
            tokens.v3("redirect is " + name, BAD_CLAIM, payload -> payload.set("redirect", value));
        });
        for (String name : List.of("iss", "aud", "sub", "iat", "exp", "preferred_username")) {
            tokens.jwe(name + " is missing", BAD_CLAIM, claims -> claims.remove(name));
            tokens.jwe(name + " is null", BAD_CLAIM, claims -> claims.set(name, NullNode.instance));
            tokens.jwe(name + " is empty", BAD_CLAIM, claims -> claims.put(name, ""));
        }
        for (String name : List.of("timestamp", "username")) {
            tokens.v3(name + " is missing", BAD_CLAIM, payload -> payload.remove(name));
            tokens.v3(name + " is null", BAD_CLAIM, payload -> payload.set(name, NullNode.instance));
        }
        tokens.jwe("aud is another", WRONG_AUDIENCE, claims -> claims.put("aud", "library"));
        tokens.jwe("aud is a prefix", WRONG_AUDIENCE, claims -> claims.put("aud", "lm"));
        tokens.jwe("aud is in capitals", WRONG_AUDIENCE, claims -> claims.put("aud", "LMS"));
        tokens.jwe(
                "aud holds a foreign one too",
                WRONG_AUDIENCE,
                claims -> claims.putArray("aud").add("lms").add("library"));
        tokens.jwe("aud is an empty list", BAD_CLAIM, claims -> claims.putArray("aud"));
        tokens.jwe(
                "aud holds a number",
                BAD_CLAIM,
                claims -> claims.putArray("aud").add("lms").add(1));
        tokens.jwe("iss is another client", WRONG_CLIENT, claims -> claims.put("iss", "strict"));
        tokens.jwe("email_verified is a text", BAD_CLAIM, claims -> claims.put("email_verified", "true"));
        tokens.jwe("address is a text", BAD_CLAIM, claims -> claims.put("address", "London"));
        tokens.v3("firstname holds a line break", BAD_CLAIM, payload -> payload.put("firstname", "Ada\r\nX: y"));
        tokens.v3("lastname has 513 characters", BAD_CLAIM, payload -> payload.put("lastname", "a".repeat(513)));
    }

    private void nonces() {
        tokens.v3("nonce is missing", NONCE_MISSING, payload -> payload.remove("nonce"));
        tokens.v3("nonce is empty", BAD_CLAIM, payload -> payload.put("nonce", ""));
        tokens.v3("nonce is null", BAD_CLAIM, payload -> payload.set("nonce", NullNode.instance));
        tokens.v3("nonce has 15 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(15)));
        tokens.v3("nonce has 129 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(129)));
        tokens.v3("nonce has 500 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(500)));
        tokens.v3("nonce holds a line break", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(16) + "\n"));
        tokens.v3("nonce holds a space", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(16) + " b"));
        tokens.v3("nonce is a number", BAD_CLAIM, payload -> payload.put("nonce", 1234567890123456L));
        tokens.jwe("jti is missing", NONCE_MISSING, claims -> claims.remove("jti"));
        tokens.jwe("jti is empty", BAD_CLAIM, claims -> claims.put("jti", ""));
        tokens.jwe("jti is short", BAD_CLAIM, claims -> claims.put("jti", "a".repeat(15)));
    }

    private void times() {
        long now = tokens.forge().now().getEpochSecond();
        tokens.v3(
                "timestamp one second beyond the skew",
                NOT_YET_VALID,
                payload -> payload.put("timestamp", now + SKEW + 1));
        tokens.v3("timestamp at its end", EXPIRED, payload -> payload.put("timestamp", now - TTL - SKEW));
        tokens.v3(
                "timestamp one second past its end",
                EXPIRED,
                payload -> payload.put("timestamp", now - TTL - SKEW - 1));
        tokens.v3("timestamp in milliseconds", BAD_CLAIM, payload -> payload.put("timestamp", now * 1000));
        tokens.v3("timestamp of 1970", EXPIRED, payload -> payload.put("timestamp", 0));
        tokens.v3("timestamp before 1970", BAD_CLAIM, payload -> payload.put("timestamp", -1));
        tokens.v3(
                "timestamp beyond 64 bits",
                BAD_CLAIM,
                payload -> payload.put("timestamp", new BigInteger("9".repeat(30))));
        for (JsonNode value : List.<JsonNode>of(
                TextNode.valueOf(String.valueOf(now)),
                DoubleNode.valueOf(now + 0.5),
                BooleanNode.TRUE,
                TextNode.valueOf("now"))) {
            tokens.v3(
                    "timestamp " + value.getNodeType() + " " + value.asText().length(),
                    BAD_CLAIM,
                    payload -> payload.set("timestamp", value));
            tokens.jwe(
                    "exp " + value.getNodeType() + " " + value.asText().length(),
                    BAD_CLAIM,
                    claims -> claims.set("exp", value));
        }
        tokens.jwe("iat one second beyond the skew", NOT_YET_VALID, claims -> times(claims, now + SKEW + 1, now + 100));
        tokens.jwe("exp at its end", EXPIRED, claims -> times(claims, now - 100, now - SKEW));
        tokens.jwe("exp one second past its end", EXPIRED, claims -> times(claims, now - 100, now - SKEW - 1));
        tokens.jwe(
                "lifetime one second too long",
                LIFETIME_TOO_LONG,
                claims -> times(claims, now, now + MAX_LIFETIME + 1));
        tokens.jwe("lifetime of a year", LIFETIME_TOO_LONG, claims -> times(claims, now, now + 31_536_000));
        tokens.jwe("lifetime of nothing", LIFETIME_TOO_LONG, claims -> times(claims, now, now));
        tokens.jwe("exp before iat", LIFETIME_TOO_LONG, claims -> times(claims, now, now - 1));
        tokens.jwe("iat in milliseconds", BAD_CLAIM, claims -> claims.put("iat", now * 1000));
        tokens.jwe("exp in milliseconds", BAD_CLAIM, claims -> claims.put("exp", now * 1000));
    }

    private static void times(ObjectNode claims, long iat, long exp) {
        claims.set("iat", LongNode.valueOf(iat));
        claims.set("exp", LongNode.valueOf(exp));
    }
}

package io.isthmus.token.verify;

import static io.isthmus.token.verify.RefusalReason.BAD_CLAIM;
import static io.isthmus.token.verify.RefusalReason.BAD_JSON;
import static io.isthmus.token.verify.RefusalReason.BAD_MAC;
import static io.isthmus.token.verify.RefusalReason.BAD_REDIRECT;
import static io.isthmus.token.verify.RefusalReason.BAD_UID;
import static io.isthmus.token.verify.RefusalReason.BAD_USERNAME;
import static io.isthmus.token.verify.RefusalReason.EXPIRED;
import static io.isthmus.token.verify.RefusalReason.LIFETIME_TOO_LONG;
import static io.isthmus.token.verify.RefusalReason.MALFORMED;
import static io.isthmus.token.verify.RefusalReason.NONCE_MISSING;
import static io.isthmus.token.verify.RefusalReason.NOT_DECRYPTABLE;
import static io.isthmus.token.verify.RefusalReason.NOT_YET_VALID;
import static io.isthmus.token.verify.RefusalReason.NO_SUBJECT;
import static io.isthmus.token.verify.RefusalReason.TOO_LARGE;
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
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.support.Forge;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.PresentedToken.Compact;
import io.isthmus.token.wire.PresentedToken.Signed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/** Every way to get a token wrong that anybody thought of, for the registry of the tests. */
final class BadTokens {

    private static final String STRICT_SECRET = "test-strict-signing-secret-0123456789";
    private static final int SKEW = 1;
    private static final int TTL = 120;
    private static final int MAX_LIFETIME = 300;

    private final Forge forge;
    private final List<BadToken> all = new ArrayList<>();

    private BadTokens(Forge forge) {
        this.forge = forge;
    }

    static Stream<BadToken> all(Forge forge) {
        var tokens = new BadTokens(forge);
        tokens.shapes();
        tokens.flippedCharacters();
        tokens.spellings();
        tokens.headers();
        tokens.keys();
        tokens.json();
        tokens.claims();
        tokens.nonces();
        tokens.times();
        tokens.usernames();
        tokens.subjects();
        tokens.redirects();
        return tokens.all.stream();
    }

    private void add(String name, RefusalReason reason, PresentedToken token) {
        all.add(new BadToken(name, reason, token));
    }

    private Signed signed() {
        return forge.ssoLogin(payload -> {});
    }

    private String compact() {
        return forge.jwe(claims -> {}).token();
    }

    private void shapes() {
        Signed right = signed();
        String data = right.data();
        String sig = Objects.requireNonNull(right.sig());
        add("v3 without signature", BAD_MAC, new Signed(data, null));
        add("v3 with an empty signature", BAD_MAC, new Signed(data, ""));
        add("v3 without data", BAD_MAC, new Signed("", sig));
        add("v3 with a short signature", BAD_MAC, new Signed(data, sig.substring(1)));
        add("v3 with a long signature", BAD_MAC, new Signed(data, sig + "0"));
        add("v3 with an upper-case signature", BAD_MAC, new Signed(data, sig.toUpperCase(Locale.ROOT)));
        add("v3 with another token's signature", BAD_MAC, new Signed(data, Objects.requireNonNull(signed().sig())));
        add("v3 with the plaintext signed", BAD_MAC, new Signed(data, mac("{\"username\":\"ada\"}")));
        for (int cut : new int[] {1, 2, 3, 4, data.length() / 2, data.length() - 1}) {
            add("v3 cut by " + cut, BAD_MAC, new Signed(data.substring(0, data.length() - cut), sig));
        }
        add("v3 too large", TOO_LARGE, new Signed("A".repeat(9000), sig));
        String jwe = compact();
        String[] parts = jwe.split("\\.", -1);
        add("jwe empty", MALFORMED, new Compact(""));
        add("jwe of dots", MALFORMED, new Compact("...."));
        for (int part = 0; part < parts.length; part++) {
            if (part != 1) {
                add("jwe without part " + part, MALFORMED, new Compact(replaced(parts, part, "")));
                add(
                        "jwe with part " + part + " cut",
                        MALFORMED,
                        new Compact(replaced(parts, part, parts[part].substring(1))));
            }
        }
        add("jwe with an encrypted key", MALFORMED, new Compact(replaced(parts, 1, "AAAA")));
        add("jwe of four parts", MALFORMED, new Compact(jwe.substring(0, jwe.lastIndexOf('.'))));
        add("jwe of six parts", MALFORMED, new Compact(jwe + ".AAAA"));
        add("jwe too large", TOO_LARGE, new Compact("A".repeat(9000)));
        add("jwe with its ciphertext a block short", BAD_MAC, new Compact(replaced(parts, 3, blockShort(parts[3]))));
        add("a JWS in place of a JWE", MALFORMED, new Compact("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDEifQ."));
        add("v0 in disguise", BAD_MAC, new PresentedToken.Plain("ada", "ada@example.org", "1", "00"));
        add("v0 of another person", BAD_MAC, shifted());
        add("v0 with time as a word", BAD_CLAIM, forge.plain("ada", "ada@example.org", "now"));
        add(
                "v0 with a sign before the time",
                BAD_CLAIM,
                forge.plain("ada", "ada@example.org", "+" + forge.now().getEpochSecond()));
    }

    private PresentedToken.Plain shifted() {
        var right =
                forge.plain("ada", "ada@example.org", String.valueOf(forge.now().getEpochSecond()));
        return new PresentedToken.Plain("adb", right.email(), right.time(), right.token());
    }

    private void flippedCharacters() {
        Signed right = signed();
        String sig = Objects.requireNonNull(right.sig());
        for (int i = 0; i < sig.length(); i += 9) {
            add("v3 with sig[" + i + "] changed", BAD_MAC, new Signed(right.data(), flipped(sig, i)));
        }
        for (int i = 0; i < right.data().length(); i += right.data().length() / 8) {
            add("v3 with data[" + i + "] changed", BAD_MAC, new Signed(flipped(right.data(), i), sig));
        }
        String jwe = compact();
        int body = jwe.indexOf("..") + 2;
        for (int i = body; i < jwe.length() - 1; i += (jwe.length() - body) / 12) {
            if (jwe.charAt(i) != '.') {
                String changed = flipped(jwe, i);
                add("jwe with [" + i + "] changed", reasonOf(changed), new Compact(changed));
            }
        }
    }

    /** The last character of a part can hold stray bits; then the form is wrong before the MAC is. */
    private static RefusalReason reasonOf(String jwe) {
        return JweCodec.parse(jwe).isPresent() ? BAD_MAC : MALFORMED;
    }

    private void spellings() {
        byte[] payload = Forge.bytes(forge.ssoLoginPayload(node -> {}));
        String data = Forge.ssoLogin(Forge.SECRET, payload).data();
        byte[] inner = Base64.getDecoder().decode(data);
        addResigned("v3 without padding", data.replace("=", "") + (data.endsWith("=") ? "" : "="));
        addResigned("v3 with a line break", data.substring(0, 76) + "\n" + data.substring(76));
        addResigned("v3 with a space at the end", data + " ");
        addResigned("v3 in base64url", Base64.getUrlEncoder().encodeToString(bytesWithPlus()));
        addResigned("v3 in hex", HexFormat.of().formatHex(inner));
        addResigned("v3 with one colon", Base64.getEncoder().encodeToString(withoutAColon(inner)));
        addResigned("v3 with nothing but an iv", Base64.getEncoder().encodeToString(new byte[16]));
        addResigned(
                "v3 with an empty ciphertext",
                Base64.getEncoder().encodeToString(concat(Forge.bytes("::"), new byte[16])));
        addResigned(
                "v3 with half a block",
                Base64.getEncoder().encodeToString(concat(Forge.bytes("AAAAAAAAAAA=::"), new byte[16])));
        addResigned(
                "v3 with a short iv",
                Base64.getEncoder().encodeToString(concat(Forge.bytes("AAAAAAAAAAAAAAAAAAAAAA==::"), new byte[15])));
        addResigned(
                "v3 with bad padding",
                Base64.getEncoder()
                        .encodeToString(concat(
                                Forge.bytes(Base64.getEncoder().encodeToString(new byte[32]) + "::"), new byte[16])));
        String[] parts = compact().split("\\.", -1);
        add("jwe with padding", MALFORMED, new Compact(replaced(parts, 2, parts[2] + "==")));
        add("jwe with a line break", MALFORMED, new Compact(String.join(".", parts) + "\n"));
        add("jwe with a space", MALFORMED, new Compact(" " + String.join(".", parts)));
        add("jwe with stray bits in the iv", MALFORMED, new Compact(replaced(parts, 2, "AAAAAAAAAAAAAAAAAAAAAB")));
        add("jwe in standard base64", MALFORMED, new Compact(replaced(parts, 4, "+/" + parts[4].substring(2))));
    }

    private static byte[] bytesWithPlus() {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) 0xfb);
        return bytes;
    }

    /** Signed rightly: what is wrong is below the signature. */
    private void addResigned(String name, String data) {
        add(name, NOT_DECRYPTABLE, new Signed(data, mac(data)));
    }

    private void headers() {
        String right = "\"enc\":\"A256CBC-HS512\",\"kid\":\"portal-1\"";
        Map<String, String> headers = Map.ofEntries(
                Map.entry("alg none", "{\"alg\":\"none\"," + right + "}"),
                Map.entry("alg A256KW", "{\"alg\":\"A256KW\"," + right + "}"),
                Map.entry("alg RSA1_5", "{\"alg\":\"RSA1_5\"," + right + "}"),
                Map.entry("alg HS256", "{\"alg\":\"HS256\"," + right + "}"),
                Map.entry("alg DIR", "{\"alg\":\"DIR\"," + right + "}"),
                Map.entry("no alg", "{" + right + "}"),
                Map.entry("enc A256GCM", "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"portal-1\"}"),
                Map.entry("no kid", "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\"}"),
                Map.entry("kid a number", "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":1}"),
                Map.entry("crit", "{\"alg\":\"dir\"," + right + ",\"crit\":[\"b64\"],\"b64\":false}"),
                Map.entry("zip", "{\"alg\":\"dir\"," + right + ",\"zip\":\"DEF\"}"),
                Map.entry("jwk", "{\"alg\":\"dir\"," + right + ",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}"),
                Map.entry("jku", "{\"alg\":\"dir\"," + right + ",\"jku\":\"https://evil.example/\"}"),
                Map.entry("alg twice", "{\"alg\":\"none\",\"alg\":\"dir\"," + right + "}"),
                Map.entry("an array", "[]"));
        String[] parts = compact().split("\\.", -1);
        headers.forEach((name, header) -> add(
                "jwe header with " + name,
                MALFORMED,
                new Compact(replaced(
                        parts, 0, Base64.getUrlEncoder().withoutPadding().encodeToString(Forge.bytes(header))))));
    }

    private void keys() {
        byte[] payload = Forge.bytes(forge.ssoLoginPayload(node -> {}));
        byte[] claims = Forge.bytes(forge.jweClaims(node -> {}));
        add("v3 of an unknown secret", BAD_MAC, Forge.ssoLogin("some-secret-that-nobody-has-01234567", payload));
        add("v3 of a disabled key", BAD_MAC, Forge.ssoLogin("test-portal-disabled-secret-0123456789", payload));
        add("v3 of a key past its end", BAD_MAC, Forge.ssoLogin("test-portal-expired-secret-0123456789", payload));
        add("v3 of a secret of 14 bytes", BAD_MAC, Forge.ssoLogin("s3cret-of-14ch", payload));
        add("v3 of an API credential", BAD_MAC, Forge.ssoLogin("test-portal-api-credential-0123456789", payload));
        add("jwe of an unknown kid", UNKNOWN_KEY, Forge.jwe("nobody-1", Forge.SECRET, claims));
        add(
                "jwe of a disabled key",
                UNKNOWN_KEY,
                Forge.jwe("portal-off", "test-portal-disabled-secret-0123456789", claims));
        add(
                "jwe of a key past its end",
                UNKNOWN_KEY,
                Forge.jwe("portal-past", "test-portal-expired-secret-0123456789", claims));
        add("jwe of another key than its kid", BAD_MAC, Forge.jwe("portal-1", STRICT_SECRET, claims));
        add("jwe of another client's key", WRONG_CLIENT, Forge.jwe("strict-1", STRICT_SECRET, claims));
        add("jwe whose kid is a path", UNKNOWN_KEY, Forge.jwe("../../portal-1", Forge.SECRET, claims));
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
            add("v3 holding " + name, BAD_JSON, Forge.ssoLogin(Forge.SECRET, bytes));
            add("jwe holding " + name, BAD_JSON, Forge.jwe(Forge.KID, Forge.SECRET, bytes));
        });
    }

    private void claims() {
        JsonNode list = JsonNodeFactory.instance.arrayNode().add("ada");
        JsonNode object = JsonNodeFactory.instance.objectNode().put("a", 1);
        Map<String, JsonNode> values =
                Map.of("a number", IntNode.valueOf(7), "a list", list, "an object", object, "true", BooleanNode.TRUE);
        values.forEach((name, value) -> {
            jwe("iss is " + name, BAD_CLAIM, claims -> claims.set("iss", value));
            jwe("preferred_username is " + name, BAD_CLAIM, claims -> claims.set("preferred_username", value));
            jwe("jti is " + name, BAD_CLAIM, claims -> claims.set("jti", value));
            v3("email is " + name, BAD_CLAIM, payload -> payload.set("email", value));
            v3("username is " + name, BAD_CLAIM, payload -> payload.set("username", value));
            v3("nonce is " + name, BAD_CLAIM, payload -> payload.set("nonce", value));
            v3("redirect is " + name, BAD_CLAIM, payload -> payload.set("redirect", value));
        });
        for (String name : List.of("iss", "aud", "sub", "iat", "exp", "preferred_username")) {
            jwe(name + " is missing", BAD_CLAIM, claims -> claims.remove(name));
            jwe(name + " is null", BAD_CLAIM, claims -> claims.set(name, NullNode.instance));
            jwe(name + " is empty", BAD_CLAIM, claims -> claims.put(name, ""));
        }
        for (String name : List.of("timestamp", "username")) {
            v3(name + " is missing", BAD_CLAIM, payload -> payload.remove(name));
            v3(name + " is null", BAD_CLAIM, payload -> payload.set(name, NullNode.instance));
        }
        jwe("aud is another", WRONG_AUDIENCE, claims -> claims.put("aud", "library"));
        jwe("aud is a prefix", WRONG_AUDIENCE, claims -> claims.put("aud", "lm"));
        jwe("aud is in capitals", WRONG_AUDIENCE, claims -> claims.put("aud", "LMS"));
        jwe(
                "aud holds a foreign one too",
                WRONG_AUDIENCE,
                claims -> claims.putArray("aud").add("lms").add("library"));
        jwe("aud is an empty list", BAD_CLAIM, claims -> claims.putArray("aud"));
        jwe(
                "aud holds a number",
                BAD_CLAIM,
                claims -> claims.putArray("aud").add("lms").add(1));
        jwe("iss is another client", WRONG_CLIENT, claims -> claims.put("iss", "strict"));
        jwe("email_verified is a text", BAD_CLAIM, claims -> claims.put("email_verified", "true"));
        jwe("address is a text", BAD_CLAIM, claims -> claims.put("address", "London"));
        v3("firstname holds a line break", BAD_CLAIM, payload -> payload.put("firstname", "Ada\r\nX: y"));
        v3("lastname has 513 characters", BAD_CLAIM, payload -> payload.put("lastname", "a".repeat(513)));
    }

    private void nonces() {
        v3("nonce is missing", NONCE_MISSING, payload -> payload.remove("nonce"));
        v3("nonce is empty", BAD_CLAIM, payload -> payload.put("nonce", ""));
        v3("nonce is null", BAD_CLAIM, payload -> payload.set("nonce", NullNode.instance));
        v3("nonce has 15 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(15)));
        v3("nonce has 129 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(129)));
        v3("nonce has 500 characters", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(500)));
        v3("nonce holds a line break", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(16) + "\n"));
        v3("nonce holds a space", BAD_CLAIM, payload -> payload.put("nonce", "a".repeat(16) + " b"));
        v3("nonce is a number", BAD_CLAIM, payload -> payload.put("nonce", 1234567890123456L));
        jwe("jti is missing", NONCE_MISSING, claims -> claims.remove("jti"));
        jwe("jti is empty", BAD_CLAIM, claims -> claims.put("jti", ""));
        jwe("jti is short", BAD_CLAIM, claims -> claims.put("jti", "a".repeat(15)));
    }

    private void times() {
        long now = forge.now().getEpochSecond();
        v3("timestamp one second beyond the skew", NOT_YET_VALID, payload -> payload.put("timestamp", now + SKEW + 1));
        v3("timestamp at its end", EXPIRED, payload -> payload.put("timestamp", now - TTL - SKEW));
        v3("timestamp one second past its end", EXPIRED, payload -> payload.put("timestamp", now - TTL - SKEW - 1));
        v3("timestamp in milliseconds", BAD_CLAIM, payload -> payload.put("timestamp", now * 1000));
        v3("timestamp of 1970", EXPIRED, payload -> payload.put("timestamp", 0));
        v3("timestamp before 1970", BAD_CLAIM, payload -> payload.put("timestamp", -1));
        v3("timestamp beyond 64 bits", BAD_CLAIM, payload -> payload.put("timestamp", new BigInteger("9".repeat(30))));
        for (JsonNode value : List.<JsonNode>of(
                TextNode.valueOf(String.valueOf(now)),
                DoubleNode.valueOf(now + 0.5),
                BooleanNode.TRUE,
                TextNode.valueOf("now"))) {
            v3(
                    "timestamp " + value.getNodeType() + " " + value.asText().length(),
                    BAD_CLAIM,
                    payload -> payload.set("timestamp", value));
            jwe(
                    "exp " + value.getNodeType() + " " + value.asText().length(),
                    BAD_CLAIM,
                    claims -> claims.set("exp", value));
        }
        jwe("iat one second beyond the skew", NOT_YET_VALID, claims -> times(claims, now + SKEW + 1, now + 100));
        jwe("exp at its end", EXPIRED, claims -> times(claims, now - 100, now - SKEW));
        jwe("exp one second past its end", EXPIRED, claims -> times(claims, now - 100, now - SKEW - 1));
        jwe("lifetime one second too long", LIFETIME_TOO_LONG, claims -> times(claims, now, now + MAX_LIFETIME + 1));
        jwe("lifetime of a year", LIFETIME_TOO_LONG, claims -> times(claims, now, now + 31_536_000));
        jwe("lifetime of nothing", LIFETIME_TOO_LONG, claims -> times(claims, now, now));
        jwe("exp before iat", LIFETIME_TOO_LONG, claims -> times(claims, now, now - 1));
        jwe("iat in milliseconds", BAD_CLAIM, claims -> claims.put("iat", now * 1000));
        jwe("exp in milliseconds", BAD_CLAIM, claims -> claims.put("exp", now * 1000));
    }

    private static void times(ObjectNode claims, long iat, long exp) {
        claims.set("iat", LongNode.valueOf(iat));
        claims.set("exp", LongNode.valueOf(exp));
    }

    private void usernames() {
        Map<String, String> names = Map.ofEntries(
                Map.entry("a space before", " ada"),
                Map.entry("a space after", "ada "),
                Map.entry("a no-break space", "ada\u00a0b"),
                Map.entry("a zero-width space", "ad\u200ba"),
                Map.entry("a zero-width joiner", "ad\u200da"),
                Map.entry("right-to-left override", "\u202eada"),
                Map.entry("a bidi isolate", "\u2066ada"),
                Map.entry("full-width letters", "ａｄａ"),
                Map.entry("a ligature", "ﬁona"),
                Map.entry("a Cyrillic a", "аda"),
                Map.entry("a Greek alpha", "adα"),
                Map.entry("a private character", "ada\ue000"));
        names.forEach((name, username) -> {
            v3("username with " + name, BAD_USERNAME, payload -> payload.put("username", username));
            jwe("username with " + name, BAD_USERNAME, claims -> claims.put("preferred_username", username));
        });
        v3("username with NUL", BAD_CLAIM, payload -> payload.put("username", "ada\u0000"));
        v3("username with CR LF", BAD_CLAIM, payload -> payload.put("username", "ada\r\n"));
        v3("username of 101 characters", BAD_USERNAME, payload -> payload.put("username", "a".repeat(101)));
    }

    private void subjects() {
        for (String uid : List.of("1:2", "name:ada", "1 2", "é", "a".repeat(65), "1/2", "*", "101\u200b")) {
            jwe("sub " + uid.length() + " " + (int) uid.charAt(0), BAD_UID, claims -> claims.put("sub", uid));
            v3("uid " + uid.length() + " " + (int) uid.charAt(0), BAD_UID, payload -> payload.put("uid", uid));
        }
        v3("uid is a fraction", BAD_CLAIM, payload -> payload.put("uid", 1.5));
        v3("uid is a list", BAD_CLAIM, payload -> payload.putArray("uid").add(101));
        ObjectNode payload = forge.ssoLoginPayload(node -> node.remove("uid"));
        add(
                "v3 without uid of a client that insists on it",
                NO_SUBJECT,
                Forge.ssoLogin(STRICT_SECRET, Forge.bytes(payload)));
    }

    private void redirects() {
        List<String> redirects = List.of(
                "",
                "course",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "/\tevil",
                " /x",
                "/a/../../x",
                "/x%0d%0aSet-Cookie:a=b",
                "/x%00",
                "https://evil.example/",
                "https://cms.example.org.evil.example/",
                "https://cms.example.org@evil.example/",
                "https://u:p@cms.example.org/",
                "https://cms.example.org:444/",
                "http://cms.example.org/",
                "https://cms。example。org/",
                "javascript:alert(1)",
                "data:text/html,x",
                "https:cms.example.org",
                "https:///x",
                "HTTPS://EVIL.EXAMPLE/");
        for (int i = 0; i < redirects.size(); i++) {
            String redirect = redirects.get(i);
            v3("redirect " + i, BAD_REDIRECT, payload -> payload.put("redirect", redirect));
            jwe("redirect " + i, BAD_REDIRECT, claims -> claims.put("redirect", redirect));
        }
    }

    private void v3(String name, RefusalReason reason, Consumer<ObjectNode> change) {
        add("v3 whose " + name, reason, forge.ssoLogin(change));
    }

    private void jwe(String name, RefusalReason reason, Consumer<ObjectNode> change) {
        add("jwe whose " + name, reason, forge.jwe(change));
    }

    private static String mac(String text) {
        var key = new SecretKeySpec(Forge.bytes(Forge.SECRET), "HmacSHA256");
        return HexFormat.of().formatHex(Hashes.hmacSha256(key, Forge.bytes(text)));
    }

    private static String replaced(String[] parts, int part, String by) {
        String[] changed = parts.clone();
        changed[part] = by;
        return String.join(".", changed);
    }

    private static String blockShort(String ciphertext) {
        byte[] bytes = Base64.getUrlDecoder().decode(ciphertext);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, bytes.length - 16));
    }

    private static String flipped(String text, int at) {
        char other = text.charAt(at) == 'a' ? 'b' : 'a';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    private static byte[] withoutAColon(byte[] inner) {
        int at = inner.length - 17;
        return concat(Arrays.copyOf(inner, at), Arrays.copyOfRange(inner, at + 1, inner.length));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}

package io.isthmus.token.verify;

import static io.isthmus.token.verify.RefusalReason.BAD_CLAIM;
import static io.isthmus.token.verify.RefusalReason.BAD_MAC;
import static io.isthmus.token.verify.RefusalReason.MALFORMED;
import static io.isthmus.token.verify.RefusalReason.NOT_DECRYPTABLE;
import static io.isthmus.token.verify.RefusalReason.TOO_LARGE;

import io.isthmus.token.secret.Hashes;
import io.isthmus.token.support.Forge;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.PresentedToken.Compact;
import io.isthmus.token.wire.PresentedToken.Signed;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that are wrong before anybody reads what they say. */
final class MalformedTokens {

    private final TokenList tokens;

    MalformedTokens(TokenList tokens) {
        this.tokens = tokens;
    }

    void addAll() {
        shapes();
        flippedCharacters();
        spellings();
        headers();
    }

    private void shapes() {
        Signed right = tokens.signed();
        String data = right.data();
        String sig = Objects.requireNonNull(right.sig());
        tokens.add("v3 without signature", BAD_MAC, new Signed(data, null));
        tokens.add("v3 with an empty signature", BAD_MAC, new Signed(data, ""));
        tokens.add("v3 without data", BAD_MAC, new Signed("", sig));
        tokens.add("v3 with a short signature", BAD_MAC, new Signed(data, sig.substring(1)));
        tokens.add("v3 with a long signature", BAD_MAC, new Signed(data, sig + "0"));
        tokens.add("v3 with an upper-case signature", BAD_MAC, new Signed(data, sig.toUpperCase(Locale.ROOT)));
        tokens.add(
                "v3 with another token's signature",
                BAD_MAC,
                new Signed(data, Objects.requireNonNull(tokens.signed().sig())));
        tokens.add("v3 with the plaintext signed", BAD_MAC, new Signed(data, mac("{\"username\":\"ada\"}")));
        for (int cut : new int[] {1, 2, 3, 4, data.length() / 2, data.length() - 1}) {
            tokens.add("v3 cut by " + cut, BAD_MAC, new Signed(data.substring(0, data.length() - cut), sig));
        }
        tokens.add("v3 too large", TOO_LARGE, new Signed("A".repeat(9000), sig));
        String jwe = tokens.compact();
        String[] parts = jwe.split("\\.", -1);
        tokens.add("jwe empty", MALFORMED, new Compact(""));
        tokens.add("jwe of dots", MALFORMED, new Compact("...."));
        for (int part = 0; part < parts.length; part++) {
            if (part != 1) {
                tokens.add("jwe without part " + part, MALFORMED, new Compact(replaced(parts, part, "")));
                tokens.add(
                        "jwe with part " + part + " cut",
                        MALFORMED,
                        new Compact(replaced(parts, part, parts[part].substring(1))));
            }
        }
        tokens.add("jwe with an encrypted key", MALFORMED, new Compact(replaced(parts, 1, "AAAA")));
        tokens.add("jwe of four parts", MALFORMED, new Compact(jwe.substring(0, jwe.lastIndexOf('.'))));
        tokens.add("jwe of six parts", MALFORMED, new Compact(jwe + ".AAAA"));
        tokens.add("jwe too large", TOO_LARGE, new Compact("A".repeat(9000)));
        tokens.add(
                "jwe with its ciphertext a block short",
                BAD_MAC,
                new Compact(replaced(parts, 3, blockShort(parts[3]))));
        tokens.add("a JWS in place of a JWE", MALFORMED, new Compact("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMDEifQ."));
        tokens.add("v0 in disguise", BAD_MAC, new PresentedToken.Plain("ada", "ada@example.org", "1", "00"));
        tokens.add("v0 of another person", BAD_MAC, shifted());
        tokens.add("v0 with time as a word", BAD_CLAIM, tokens.forge().plain("ada", "ada@example.org", "now"));
        tokens.add(
                "v0 with a sign before the time",
                BAD_CLAIM,
                tokens.forge()
                        .plain(
                                "ada",
                                "ada@example.org",
                                "+" + tokens.forge().now().getEpochSecond()));
    }

    private void flippedCharacters() {
        Signed right = tokens.signed();
        String sig = Objects.requireNonNull(right.sig());
        for (int i = 0; i < sig.length(); i += 9) {
            tokens.add("v3 with sig[" + i + "] changed", BAD_MAC, new Signed(right.data(), flipped(sig, i)));
        }
        for (int i = 0; i < right.data().length(); i += right.data().length() / 8) {
            tokens.add("v3 with data[" + i + "] changed", BAD_MAC, new Signed(flipped(right.data(), i), sig));
        }
        String jwe = tokens.compact();
        int body = jwe.indexOf("..") + 2;
        for (int i = body; i < jwe.length() - 1; i += (jwe.length() - body) / 12) {
            if (jwe.charAt(i) != '.') {
                String changed = flipped(jwe, i);
                tokens.add("jwe with [" + i + "] changed", reasonOf(changed), new Compact(changed));
            }
        }
    }

    private void spellings() {
        byte[] payload = Forge.bytes(tokens.forge().ssoLoginPayload(node -> {}));
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
        String[] parts = tokens.compact().split("\\.", -1);
        tokens.add("jwe with padding", MALFORMED, new Compact(replaced(parts, 2, parts[2] + "==")));
        tokens.add("jwe with a line break", MALFORMED, new Compact(String.join(".", parts) + "\n"));
        tokens.add("jwe with a space", MALFORMED, new Compact(" " + String.join(".", parts)));
        tokens.add(
                "jwe with stray bits in the iv", MALFORMED, new Compact(replaced(parts, 2, "AAAAAAAAAAAAAAAAAAAAAB")));
        tokens.add("jwe in standard base64", MALFORMED, new Compact(replaced(parts, 4, "+/" + parts[4].substring(2))));
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
        String[] parts = tokens.compact().split("\\.", -1);
        headers.forEach((name, header) -> tokens.add(
                "jwe header with " + name,
                MALFORMED,
                new Compact(replaced(
                        parts, 0, Base64.getUrlEncoder().withoutPadding().encodeToString(Forge.bytes(header))))));
    }

    private PresentedToken.Plain shifted() {
        var right = tokens.forge()
                .plain(
                        "ada",
                        "ada@example.org",
                        String.valueOf(tokens.forge().now().getEpochSecond()));
        return new PresentedToken.Plain("adb", right.email(), right.time(), right.token());
    }

    /** The last character of a part can hold stray bits; then the form is wrong before the MAC is. */
    private static RefusalReason reasonOf(String jwe) {
        return JweCodec.parse(jwe).isPresent() ? BAD_MAC : MALFORMED;
    }

    private static byte[] bytesWithPlus() {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) 0xfb);
        return bytes;
    }

    /** Signed rightly: what is wrong is below the signature. */
    private void addResigned(String name, String data) {
        tokens.add(name, NOT_DECRYPTABLE, new Signed(data, mac(data)));
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

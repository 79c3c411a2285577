package io.isthmus.token.wire;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The tokens of the plugin local_ssologin. {@code data} is base64( base64(ciphertext) + "::" + iv ), {@code sig} the
 * lower-case hex of an HMAC-SHA-256: over {@code data} since version 1.3 (v3), over the plaintext in 1.0 (v1).
 */
public final class SsoLoginCodec {

    private static final byte[] SEPARATOR = "::".getBytes(StandardCharsets.US_ASCII);
    private static final HexFormat HEX = HexFormat.of();

    private SsoLoginCodec() {}

    /** Seals in the form v3. */
    public static PresentedToken.Signed seal(SsoLoginKey key, byte[] iv, byte[] plaintext) {
        String data = envelope(AesCbc.encrypt(key.cipherKey(), iv, plaintext), iv);
        return new PresentedToken.Signed(data, HEX.formatHex(key.mac().of(ascii(data))));
    }

    /** Whether {@code sig} is v3's signature of {@code data}; compared in constant time. */
    public static boolean authentic(SsoLoginKey key, String data, String sig) {
        return MessageDigest.isEqual(ascii(HEX.formatHex(key.mac().of(ascii(data)))), ascii(sig));
    }

    /** @return the plaintext of v3, or empty if {@code data} has not its shape or does not decrypt */
    public static Optional<byte[]> open(SsoLoginKey key, String data) {
        return open(key.cipherKey(), data);
    }

    /** Seals in the form v1. */
    public static PresentedToken.Signed sealV1(SsoLoginKey key, byte[] iv, byte[] plaintext) {
        String data = envelope(AesCbc.encrypt(key.legacyCipherKey(), iv, plaintext), iv);
        return new PresentedToken.Signed(data, HEX.formatHex(key.mac().of(plaintext)));
    }

    /**
     * v1 signs the plaintext, so it has to be decrypted first. One answer for a bad shape, bad padding and a bad
     * signature; a MAC is computed in each case.
     */
    public static Optional<byte[]> openV1(SsoLoginKey key, String data, String sig) {
        Optional<byte[]> plaintext = open(key.legacyCipherKey(), data);
        byte[] expected = ascii(HEX.formatHex(key.mac().of(plaintext.orElseGet(() -> ascii(data)))));
        boolean authentic = MessageDigest.isEqual(expected, ascii(sig));
        return plaintext.filter(bytes -> authentic);
    }

    /** v0: lower-case hex of HMAC-SHA-256 over username + email + time + secret, without separators. */
    public static String tokenV0(SsoLoginKey key, String username, String email, String time) {
        byte[] text = (username + email + time).getBytes(StandardCharsets.UTF_8);
        return HEX.formatHex(key.mac().of(text, key.macKey().getEncoded()));
    }

    public static boolean authenticV0(SsoLoginKey key, PresentedToken.Plain token) {
        String expected = tokenV0(key, token.username(), token.email(), token.time());
        return MessageDigest.isEqual(ascii(expected), ascii(token.token()));
    }

    /**
     * The ciphertext as it stands in {@code data}, without the IV: whoever changes an unsigned token by its IV has not
     * changed this.
     */
    public static Optional<String> ciphertextOf(String data) {
        return StrictBase64.decode(data)
                .filter(inner -> inner.length >= AesCbc.BLOCK + SEPARATOR.length)
                .map(inner -> new String(
                        inner, 0, inner.length - AesCbc.BLOCK - SEPARATOR.length, StandardCharsets.ISO_8859_1));
    }

    private static Optional<byte[]> open(Key cipherKey, String data) {
        return StrictBase64.decode(data).flatMap(inner -> {
            int separator = inner.length - AesCbc.BLOCK - SEPARATOR.length;
            if (separator < 0 || inner[separator] != ':' || inner[separator + 1] != ':') {
                return Optional.empty();
            }
            byte[] iv = Arrays.copyOfRange(inner, inner.length - AesCbc.BLOCK, inner.length);
            return StrictBase64.decode(new String(inner, 0, separator, StandardCharsets.ISO_8859_1))
                    .flatMap(ciphertext -> AesCbc.decrypt(cipherKey, iv, ciphertext));
        });
    }

    private static String envelope(byte[] ciphertext, byte[] iv) {
        byte[] encoded = ascii(StrictBase64.encode(ciphertext));
        byte[] inner = new byte[encoded.length + SEPARATOR.length + iv.length];
        System.arraycopy(encoded, 0, inner, 0, encoded.length);
        System.arraycopy(SEPARATOR, 0, inner, encoded.length, SEPARATOR.length);
        System.arraycopy(iv, 0, inner, encoded.length + SEPARATOR.length, iv.length);
        return StrictBase64.encode(inner);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.isthmus.token.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with one spelling for each value (RFC 4648 §3.5, §4, §5): other alphabets, missing or extra padding, line
 * breaks and stray trailing bits are refused.
 */
public final class StrictBase64 {

    private StrictBase64() {}

    /** The standard alphabet, padded. */
    public static Optional<byte[]> decode(String text) {
        return decode(text, Base64.getDecoder(), Base64.getEncoder());
    }

    /** The URL-safe alphabet, without padding, as in RFC 7515. */
    public static Optional<byte[]> decodeUrl(String text) {
        return decode(text, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
    }

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<byte[]> decode(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            byte[] decoded = decoder.decode(ascii);
            boolean canonical = encoder.encodeToString(decoded).equals(text);
            return canonical ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

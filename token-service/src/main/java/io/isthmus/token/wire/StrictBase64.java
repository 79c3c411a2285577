package io.isthmus.token.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with one spelling for each value (RFC 4648 §3.5, §4, §5): other alphabets, missing or extra padding, line
 * breaks and stray trailing bits are refused.
 */
public final class StrictBase64 {

    /** Bytes that are written together, in {@link #GROUP_TEXT} characters. */
    private static final int GROUP = 3;

    private static final int GROUP_TEXT = 4;

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

    /** Decoders forgive what stands at the end: missing padding, and bits of the last group that mean nothing. */
    private static boolean isCanonical(String text, byte[] decoded, Base64.Encoder encoder) {
        int whole = (decoded.length - 1) / GROUP * GROUP;
        byte[] last = Arrays.copyOfRange(decoded, whole, decoded.length);
        String end = encoder.encodeToString(last);
        return text.length() == whole / GROUP * GROUP_TEXT + end.length() && text.endsWith(end);
    }

    private static Optional<byte[]> decode(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            byte[] decoded = decoder.decode(ascii);
            return isCanonical(text, decoded, encoder) ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package io.isthmus.token.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret in memory. It cannot be printed; every place that reads it calls {@link #reveal()}. */
public final class SecretBytes {

    private final byte[] bytes;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SecretBytes of(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** The UTF-8 bytes of the text. */
    public static SecretBytes ofText(String text) {
        return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return a copy */
    public byte[] reveal() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** Compares in a time that does not tell where the two differ. */
    public boolean matches(SecretBytes other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "SecretBytes[hidden]";
    }
}

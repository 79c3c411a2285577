package io.isthmus.course.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** JSON that is written already, with a strong entity tag made of its content. */
public final class Body {

    private static final int TAG_BYTES = 16;

    private final byte[] json;
    private final String tag;

    private Body(byte[] json, String tag) {
        this.json = json;
        this.tag = tag;
    }

    public static Body of(byte[] json) {
        return new Body(json, hash(json));
    }

    /** @param identity the same for the same content, another one for another */
    public static Body of(byte[] json, String identity) {
        return new Body(json, hash(identity.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] json() {
        return json;
    }

    /** @return bytes */
    public int length() {
        return json.length;
    }

    /** @return of the content, without quotes */
    public String tag() {
        return tag;
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}

package io.isthmus.token.secret;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/** Digests and MACs, with one instance per thread. */
public final class Hashes {

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(() -> digest("SHA-256"));
    private static final ThreadLocal<MessageDigest> SHA512 = ThreadLocal.withInitial(() -> digest("SHA-512"));
    private static final ThreadLocal<Mac> HMAC_SHA256 = ThreadLocal.withInitial(() -> mac("HmacSHA256"));
    private static final ThreadLocal<Mac> HMAC_SHA512 = ThreadLocal.withInitial(() -> mac("HmacSHA512"));

    private Hashes() {}

    public static byte[] sha256(byte[] input) {
        return SHA256.get().digest(input);
    }

    public static byte[] sha512(byte[] input) {
        return SHA512.get().digest(input);
    }

    /** RFC 2104 with SHA-256 over the concatenation of the parts. */
    public static byte[] hmacSha256(Key key, byte[]... parts) {
        return mac(HMAC_SHA256.get(), key, parts);
    }

    /** RFC 2104 with SHA-512 over the concatenation of the parts. */
    public static byte[] hmacSha512(Key key, byte[]... parts) {
        return mac(HMAC_SHA512.get(), key, parts);
    }

    private static byte[] mac(Mac mac, Key key, byte[]... parts) {
        try {
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a MAC key", e);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}

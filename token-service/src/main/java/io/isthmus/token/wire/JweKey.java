package io.isthmus.token.wire;

import io.isthmus.token.secret.Hashes;
import io.isthmus.token.secret.KeyedMac;
import io.isthmus.token.secret.SecretBytes;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The 64-byte key of A256CBC-HS512: first half MAC, second half AES (RFC 7518 §5.2.5). */
public final class JweKey {

    /** Bytes. */
    public static final int LENGTH = 64;

    private final KeyedMac mac;
    private final SecretKey cipherKey;

    private JweKey(byte[] key) {
        this.mac = new KeyedMac(new SecretKeySpec(Arrays.copyOf(key, LENGTH / 2), "HmacSHA512"));
        this.cipherKey = new SecretKeySpec(Arrays.copyOfRange(key, LENGTH / 2, LENGTH), "AES");
    }

    /** SHA-512 of a secret of any length. */
    public static JweKey fromSecret(SecretBytes secret) {
        if (secret.length() == 0) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new JweKey(Hashes.sha512(secret.reveal()));
    }

    /** 64 random bytes as they are. */
    public static JweKey ofBytes(SecretBytes key) {
        if (key.length() != LENGTH) {
            throw new IllegalArgumentException("a key of A256CBC-HS512 has 64 bytes");
        }
        return new JweKey(key.reveal());
    }

    KeyedMac mac() {
        return mac;
    }

    SecretKey cipherKey() {
        return cipherKey;
    }
}

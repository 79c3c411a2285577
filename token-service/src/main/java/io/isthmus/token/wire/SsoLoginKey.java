package io.isthmus.token.wire;

import io.isthmus.token.secret.Hashes;
import io.isthmus.token.secret.KeyedMac;
import io.isthmus.token.secret.SecretBytes;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that the plugin's generations make of one secret. */
public final class SsoLoginKey {

    private static final int AES_256 = 32;

    private final SecretKey cipherKey;
    private final SecretKey legacyCipherKey;
    private final SecretKey macKey;
    private final KeyedMac mac;

    private SsoLoginKey(byte[] secret) {
        this.cipherKey = new SecretKeySpec(Hashes.sha256(secret), "AES");
        this.legacyCipherKey = new SecretKeySpec(Arrays.copyOf(secret, AES_256), "AES");
        this.macKey = new SecretKeySpec(secret, "HmacSHA256");
        this.mac = new KeyedMac(macKey);
    }

    public static SsoLoginKey of(SecretBytes secret) {
        if (secret.length() == 0) {
            throw new IllegalArgumentException("a secret is not empty");
        }
        return new SsoLoginKey(secret.reveal());
    }

    /** @return whether it was made of this secret */
    public boolean isOf(SecretBytes secret) {
        return MessageDigest.isEqual(cipherKey.getEncoded(), Hashes.sha256(secret.reveal()));
    }

    /** SHA-256 of the secret. */
    SecretKey cipherKey() {
        return cipherKey;
    }

    /** The secret itself, zero-padded or cut to 32 bytes. */
    SecretKey legacyCipherKey() {
        return legacyCipherKey;
    }

    SecretKey macKey() {
        return macKey;
    }

    /** HMAC-SHA-256 with {@link #macKey()}. */
    KeyedMac mac() {
        return mac;
    }
}

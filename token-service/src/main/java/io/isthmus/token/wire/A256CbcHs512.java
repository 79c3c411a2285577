package io.isthmus.token.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The content cipher AES_256_CBC_HMAC_SHA_512 of RFC 7518 §5.2.5. */
final class A256CbcHs512 {

    /** Bytes of an authentication tag: half of the MAC. */
    static final int TAG = 32;

    record Sealed(byte[] ciphertext, byte[] tag) {}

    private A256CbcHs512() {}

    static Sealed encrypt(JweKey key, byte[] iv, byte[] associated, byte[] plaintext) {
        byte[] ciphertext = AesCbc.encrypt(key.cipherKey(), iv, plaintext);
        return new Sealed(ciphertext, tag(key, iv, associated, ciphertext));
    }

    /** The tag is checked, in constant time, before anything is decrypted. */
    static boolean authentic(JweKey key, byte[] iv, byte[] associated, Sealed sealed) {
        return MessageDigest.isEqual(tag(key, iv, associated, sealed.ciphertext()), sealed.tag());
    }

    static Optional<byte[]> decrypt(JweKey key, byte[] iv, byte[] associated, Sealed sealed) {
        if (iv.length != AesCbc.BLOCK || !authentic(key, iv, associated, sealed)) {
            return Optional.empty();
        }
        return AesCbc.decrypt(key.cipherKey(), iv, sealed.ciphertext());
    }

    private static byte[] tag(JweKey key, byte[] iv, byte[] associated, byte[] ciphertext) {
        byte[] bits =
                ByteBuffer.allocate(Long.BYTES).putLong(associated.length * 8L).array();
        return Arrays.copyOf(key.mac().of(associated, iv, ciphertext, bits), TAG);
    }
}

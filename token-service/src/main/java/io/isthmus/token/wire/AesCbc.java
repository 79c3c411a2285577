package io.isthmus.token.wire;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;

/** AES in CBC mode with PKCS#7 padding (the JDK's PKCS5Padding), with one cipher per thread. */
public final class AesCbc {

    /** Bytes of a block and of an initialization vector. */
    public static final int BLOCK = 16;

    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(AesCbc::cipher);

    private AesCbc() {}

    public static byte[] encrypt(Key key, byte[] iv, byte[] plaintext) {
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an AES key and IV", e);
        }
    }

    /**
     * @return empty if the ciphertext is empty, no multiple of a block or wrongly padded; the JDK itself would take an
     *     empty one for an empty plaintext
     */
    public static Optional<byte[]> decrypt(Key key, byte[] iv, byte[] ciphertext) {
        if (ciphertext.length == 0 || ciphertext.length % BLOCK != 0 || iv.length != BLOCK) {
            return Optional.empty();
        }
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
            return Optional.of(cipher.doFinal(ciphertext));
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an AES key", e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/CBC/PKCS5Padding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/CBC/PKCS5Padding", e);
        }
    }
}

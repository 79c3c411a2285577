package io.isthmus.bench.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.PresentedToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What verifying a token costs at least: its Base64, its MAC and its cipher, by the JDK alone, with instances and keys
 * that are kept. Nothing is checked but the MAC.
 */
final class Primitives {

    private static final int BLOCK = 16;
    private static final int SEPARATOR = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Cipher cipher;
    private final SecretKeySpec ssoLoginKey;
    private final Mac ssoLoginMac;
    private final SecretKeySpec jweKey;
    private final Mac jweMac;

    Primitives(SecretBytes secret) {
        try {
            cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            ssoLoginKey = new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(secret.reveal()), "AES");
            ssoLoginMac = mac("HmacSHA256", secret.reveal());
            byte[] both = MessageDigest.getInstance("SHA-512").digest(secret.reveal());
            jweKey = new SecretKeySpec(both, both.length / 2, both.length / 2, "AES");
            jweMac = mac("HmacSHA512", Arrays.copyOf(both, both.length / 2));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac mac(String algorithm, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac;
    }

    /** @return the plaintext */
    byte[] ssoLogin(PresentedToken.Signed token) throws GeneralSecurityException {
        byte[] data = token.data().getBytes(StandardCharsets.ISO_8859_1);
        byte[] sig = HexFormat.of().parseHex(Objects.requireNonNull(token.sig()));
        if (!MessageDigest.isEqual(ssoLoginMac.doFinal(data), sig)) {
            throw new IllegalStateException("wrong MAC");
        }
        byte[] inner = Base64.getDecoder().decode(data);
        byte[] ciphertext = Base64.getDecoder().decode(Arrays.copyOf(inner, inner.length - BLOCK - SEPARATOR));
        cipher.init(Cipher.DECRYPT_MODE, ssoLoginKey, new IvParameterSpec(inner, inner.length - BLOCK, BLOCK));
        return cipher.doFinal(ciphertext);
    }

    /** @return the plaintext */
    byte[] jwe(String token) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        byte[] header = parts[0].getBytes(StandardCharsets.US_ASCII);
        byte[] iv = Base64.getUrlDecoder().decode(parts[2]);
        byte[] ciphertext = Base64.getUrlDecoder().decode(parts[3]);
        byte[] bits = new byte[Long.BYTES];
        bits[Long.BYTES - 2] = (byte) (header.length * Byte.SIZE >> Byte.SIZE);
        bits[Long.BYTES - 1] = (byte) (header.length * Byte.SIZE);
        jweMac.update(header);
        jweMac.update(iv);
        jweMac.update(ciphertext);
        byte[] tag = Arrays.copyOf(jweMac.doFinal(bits), 32);
        if (!MessageDigest.isEqual(tag, Base64.getUrlDecoder().decode(parts[4]))) {
            throw new IllegalStateException("wrong tag");
        }
        cipher.init(Cipher.DECRYPT_MODE, jweKey, new IvParameterSpec(iv));
        return cipher.doFinal(ciphertext);
    }

    /** @return how many members the plaintext has */
    int json(byte[] plaintext) throws IOException {
        return json.readTree(plaintext).size();
    }
}

package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads the tokens of local_ssologin 1.3 to 1.6 ("v3"): {@code sig} is the HMAC over {@code data}, which is
 * base64(base64(ciphertext) + "::" + iv), AES-256-CBC under SHA-256 of the secret.
 */
final class SsoLoginToken {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IV_LENGTH = 16;

    private final byte[] secret;

    SsoLoginToken(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** @return what the token says, when its signature and its encryption hold */
    Optional<JsonNode> open(String data, String signature) {
        try {
            byte[] expected = HexFormat.of().formatHex(hmac(data)).getBytes(StandardCharsets.US_ASCII);
            if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
                return Optional.empty();
            }
            return Optional.of(JSON.readTree(decrypt(Base64.getDecoder().decode(data))));
        } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    private byte[] hmac(String data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(data.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] decrypt(byte[] message) throws GeneralSecurityException {
        int ciphertextEnd = message.length - IV_LENGTH - 2;
        if (ciphertextEnd < 0 || message[ciphertextEnd] != ':' || message[ciphertextEnd + 1] != ':') {
            throw new IllegalArgumentException("no iv");
        }
        byte[] ciphertext = Base64.getDecoder().decode(Arrays.copyOf(message, ciphertextEnd));
        byte[] key = MessageDigest.getInstance("SHA-256").digest(secret);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        byte[] iv = Arrays.copyOfRange(message, message.length - IV_LENGTH, message.length);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(ciphertext);
    }
}

package io.isthmus.testbed.lms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Mints tokens as a CMS with local_ssologin's secret does. */
final class SsoLoginMint {

    private SsoLoginMint() {}

    /** @return the path and query of a login link */
    static String link(String secret, String payload) {
        try {
            byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            byte[] key = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            String ciphertext =
                    Base64.getEncoder().encodeToString(cipher.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
            String data = Base64.getEncoder()
                    .encodeToString((ciphertext + "::" + new String(iv, StandardCharsets.US_ASCII))
                            .getBytes(StandardCharsets.US_ASCII));
            return SsoLoginPage.PATH + "?data=" + LmsClient.encode(data) + "&sig=" + hmac(secret, data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String secret, String data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(data.getBytes(StandardCharsets.US_ASCII)));
    }
}

package io.isthmus.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as a site makes them that has local_ssologin's own code and the portal's secret. */
final class SsoLoginTokens {

    private static final byte[] SECRET = "isthmus-local-portal-secret-0123456789".getBytes(StandardCharsets.UTF_8);

    private SsoLoginTokens() {}

    /** @return form fields of a token that knows the username only */
    static Map<String, String> withoutUid(String username, String target) {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String payload = "{\"timestamp\":%d,\"nonce\":\"%s\",\"username\":\"%s\",\"redirect\":\"%s\"}"
                .formatted(System.currentTimeMillis() / 1000, nonce, username, target);
        try {
            byte[] iv = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            byte[] key = MessageDigest.getInstance("SHA-256").digest(SECRET);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            String sealed = base64(cipher.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
            String data = base64(
                    (sealed + "::" + new String(iv, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(data.getBytes(StandardCharsets.US_ASCII)));
            return Map.of("data", data, "sig", signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

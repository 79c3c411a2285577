package io.isthmus.usersync.webhook;

import io.isthmus.usersync.account.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks what a sender signed. */
final class Signed {

    private Signed() {}

    /**
     * Takes as long whether or not it is right.
     *
     * @param algorithm such as {@code HmacSHA256}
     * @param signature in hex; anything else is just wrong
     * @param parts signed, one after the other
     */
    static boolean holds(String algorithm, List<Secret> secrets, String signature, byte[]... parts) {
        byte[] given = bytes(signature);
        boolean holds = false;
        for (Secret secret : secrets) {
            holds |= MessageDigest.isEqual(mac(algorithm, secret, parts), given);
        }
        return holds;
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static byte[] mac(String algorithm, Secret secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.isthmus.token.wire;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** ECDSA with P-256 and SHA-256, signatures as r and s of 32 bytes each (RFC 7518 §3.4). */
final class Es256 {

    /** Bytes of a signature. */
    static final int SIGNATURE = 64;

    private Es256() {}

    /** @param key on the curve P-256 */
    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key for ES256", e);
        }
    }
}

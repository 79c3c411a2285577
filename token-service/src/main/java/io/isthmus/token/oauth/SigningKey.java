package io.isthmus.token.oauth;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/**
 * A key pair for ES256.
 *
 * @param activeFrom when it begins to sign
 */
record SigningKey(EllipticCurveJsonWebKey key, Instant activeFrom) {

    String kid() {
        return key.getKeyId();
    }

    PublicKey publicKey() {
        return key.getPublicKey();
    }

    /** @return as a JSON object, without the private part */
    Map<String, Object> published() {
        return key.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}

package io.isthmus.token.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** JWTs signed by parties outside, with the key whose public half the test registry has. */
public final class SignedJwts {

    /** The test registry has the public half. */
    public static final PublicJsonWebKey KEY = key(Map.of(
            "kty", "EC",
            "crv", "P-256",
            "kid", "robot-1",
            "x", "HunOTNWiUlqEpeJuaoeiCmGsL8yi51PvJkL1E3Q4kfg",
            "y", "DQ_ydFI7wZkknVnWld2mtZ-6qEm3fTXqI9ANCZxjPeM",
            "d", "72gIfIMas3h_onC8OdldXZW89_1MXM-aA49I_3KmTEs"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private SignedJwts() {}

    /** What proves the client robot at the token endpoint, changed. */
    public static ObjectNode assertion(Consumer<ObjectNode> change) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "robot")
                .put("sub", "robot")
                .put("aud", "http://localhost:9001/oauth2/token")
                .put("jti", Forge.nonce())
                .put("iat", now)
                .put("exp", now + 60);
        change.accept(claims);
        return claims;
    }

    public static String sign(ObjectNode claims, String type) {
        return sign(claims, KEY, "ES256", Map.of("typ", type));
    }

    public static String sign(ObjectNode claims, PublicJsonWebKey key, String algorithm, Map<String, String> header) {
        try {
            var jws = new JsonWebSignature();
            jws.setPayload(claims.toString());
            jws.setAlgorithmHeaderValue(algorithm);
            if (key.getKeyId() != null) {
                jws.setKeyIdHeaderValue(key.getKeyId());
            }
            header.forEach(jws::setHeader);
            jws.setKey(key.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key(Map<String, Object> parameters) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(parameters);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}

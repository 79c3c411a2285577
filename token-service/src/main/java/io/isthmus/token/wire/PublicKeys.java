package io.isthmus.token.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Somebody else's public keys. They prove compact JWS (RFC 7515 §7.1) of an algorithm that belongs to their kind; a
 * header with members that change what is proved ({@code crit}, {@code jwk}, {@code b64} and the like) is refused.
 */
public final class PublicKeys {

    private static final Map<String, String> KEY_TYPES =
            Map.of("RS256", "RSA", "PS256", "RSA", "ES256", "EC", "EdDSA", "OKP");
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ", "cty", "x5t", "x5t#S256");
    private static final int PARTS = 3;

    private final List<PublicJsonWebKey> keys;

    /** @param keys each for signatures, none with a private part */
    PublicKeys(List<PublicJsonWebKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @return the algorithms (RFC 7518 §3.1, RFC 8037 §3.1) that such keys may sign with */
    public static List<String> algorithms() {
        return KEY_TYPES.keySet().stream().sorted().toList();
    }

    /** @return what one of the keys signed; empty if none did */
    public Optional<SignedJwt> open(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS || StrictBase64.decodeUrl(parts[2]).isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectNode> header =
                StrictBase64.decodeUrl(parts[0]).flatMap(StrictJson::object).filter(PublicKeys::isRight);
        return header.filter(known -> keys.stream().anyMatch(key -> fits(key, known) && proves(key, known, token)))
                .flatMap(known -> StrictBase64.decodeUrl(parts[1])
                        .flatMap(StrictJson::object)
                        .map(claims -> new SignedJwt(known.path("typ").asText(), claims)));
    }

    private static boolean isRight(ObjectNode header) {
        boolean known = header.properties().stream()
                .allMatch(member ->
                        HEADER.contains(member.getKey()) && member.getValue().isTextual());
        return known && KEY_TYPES.containsKey(header.path("alg").asText());
    }

    private static boolean fits(PublicJsonWebKey key, ObjectNode header) {
        String algorithm = header.path("alg").asText();
        boolean named = key.getKeyId() == null
                || !header.has("kid")
                || key.getKeyId().equals(header.path("kid").asText());
        return named
                && key.getKeyType().equals(KEY_TYPES.get(algorithm))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm));
    }

    private static boolean proves(PublicJsonWebKey key, ObjectNode header, String token) {
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(new AlgorithmConstraints(
                    ConstraintType.PERMIT, header.path("alg").asText()));
            jws.setCompactSerialization(token);
            jws.setKey(key.getPublicKey());
            return jws.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }
}

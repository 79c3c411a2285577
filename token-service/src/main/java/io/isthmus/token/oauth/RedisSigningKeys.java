package io.isthmus.token.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisScript;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.wire.AesCbc;
import io.isthmus.token.wire.JweCodec;
import io.isthmus.token.wire.JweKey;
import io.isthmus.token.wire.StrictJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The ring in Redis, encrypted, so that replicas share it and a restart does not lose it. */
final class RedisSigningKeys {

    private static final RedisScript REPLACE = RedisScript.of(RedisSigningKeys.class, "replace.lua");
    private static final String KEY = "isthmus:signing-keys";
    private static final String KID = "isthmus";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisCommands redis;
    private final JweKey encryption;
    private final RandomText random;

    RedisSigningKeys(RedisCommands redis, JweKey encryption, RandomText random) {
        this.redis = redis;
        this.encryption = encryption;
        this.random = random;
    }

    /**
     * What is stored.
     *
     * @param sealed as it stands there; empty if nothing does
     */
    record Stored(String sealed, SigningKeyRing ring) {}

    /** Fails with {@link IllegalStateException} if another secret encrypted it. */
    Uni<Stored> load() {
        return redis.send(Command.GET, List.of(KEY))
                .map(answer -> answer.map(Object::toString).orElse(""))
                .map(text -> new Stored(text, text.isEmpty() ? SigningKeyRing.empty() : open(text)));
    }

    /** @return whether it was done; somebody else may have been faster */
    Uni<Boolean> replace(Stored before, SigningKeyRing ring) {
        return redis.run(REPLACE, List.of(KEY), List.of(before.sealed(), seal(ring)))
                .map(answer -> answer.orElseThrow().toInteger() == 1);
    }

    private String seal(SigningKeyRing ring) {
        ObjectNode root = StrictJson.newObject();
        ArrayNode keys = root.putArray("keys");
        for (SigningKey key : ring.keys()) {
            Map<String, Object> parameters = key.key().toParams(OutputControlLevel.INCLUDE_PRIVATE);
            ObjectNode node = keys.addObject();
            node.set("jwk", JSON.valueToTree(parameters));
            node.put("activeFrom", key.activeFrom().toString());
        }
        return JweCodec.seal(KID, encryption, random.bytes(AesCbc.BLOCK), StrictJson.bytes(root));
    }

    private SigningKeyRing open(String sealed) {
        Optional<byte[]> plaintext = JweCodec.parse(sealed).flatMap(parsed -> parsed.open(encryption));
        JsonNode root = plaintext
                .flatMap(StrictJson::object)
                .orElseThrow(() -> new IllegalStateException(
                        "the signing keys in Redis were encrypted with another isthmus.secrets.master"));
        var keys = new ArrayList<SigningKey>();
        for (JsonNode node : root.path("keys")) {
            keys.add(new SigningKey(
                    parse(node.path("jwk")),
                    Instant.parse(node.path("activeFrom").asText())));
        }
        return new SigningKeyRing(keys);
    }

    private static EllipticCurveJsonWebKey parse(JsonNode jwk) {
        try {
            return (EllipticCurveJsonWebKey) PublicJsonWebKey.Factory.newPublicJwk(jwk.toString());
        } catch (JoseException e) {
            throw new IllegalStateException("a signing key in Redis that cannot be read", e);
        }
    }
}

package io.isthmus.token.wire;

import static io.isthmus.token.vectors.Vectors.hex;
import static io.isthmus.token.vectors.Vectors.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.vectors.Vectors;
import io.isthmus.token.vectors.Vectors.InGroup;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** ES256 as it is, and every other JWS there is, which is refused however valid. */
class JwsVectorsTest {

    /** Valid, with an x above the order of the curve: JDK 17 refuses these. One signature in 2^128 is like that. */
    private static final Set<Integer> REFUSED_BY_JDK_17 = Set.of(115, 257);

    @Test
    void takesEs256ThatIsValidAndNothingElse() {
        var accepted = new ArrayList<Integer>();
        Vectors.check(
                "wycheproof json_web_signature",
                Vectors.wycheproof("json_web_signature", JwsVectorsTest::es256Key),
                401,
                one -> {
                    Optional<byte[]> payload =
                            payload(one.test().required("jws").asText(), one.context());

                    assertThat(payload.isPresent())
                            .isEqualTo(isValid(one.test()) && one.context().isPresent());
                    payload.ifPresent(
                            bytes -> accepted.add(one.test().path("tcId").asInt()));
                });
        assertThat(accepted).as("the two of ES256").containsExactly(18, 378);
    }

    @Test
    void confusesNoKeys() {
        Vectors.check(
                "wycheproof json_web_crypto",
                Vectors.wycheproof("json_web_crypto", JwsVectorsTest::es256Key),
                83,
                one -> {
                    JsonNode test = one.test();
                    String token = test.path(test.has("jws") ? "jws" : "jwe").asText();

                    assertThat(payload(token, one.context()).isPresent())
                            .isEqualTo(isValid(test) && one.context().isPresent());
                    assertThat(JweCodec.parse(token)).isEmpty();
                });
    }

    /** The signature itself: r and s of fixed length (IEEE P1363), as JOSE has them. */
    @Test
    void checksSignaturesAsWycheproofSays() {
        Vectors.check(
                "wycheproof ecdsa_secp256r1_sha256_p1363",
                Vectors.wycheproof("ecdsa_secp256r1_sha256_p1363", JwsVectorsTest::derKey),
                262,
                one -> {
                    boolean verified = Es256.verifies(one.context(), hex(one.test(), "msg"), hex(one.test(), "sig"));

                    boolean free =
                            REFUSED_BY_JDK_17.contains(one.test().path("tcId").asInt());
                    assertThat(verified || free).isEqualTo(isValid(one.test()));
                });
    }

    @Test
    void refusesEveryJwsOfTheCookbook() {
        var tokens = new ArrayList<String>();
        for (Path file : Vectors.files("jose-cookbook-rfc7520", ".json")) {
            JsonNode example = Vectors.json(file);
            JsonNode jws = example.has("sign") ? example.path("sign") : example;
            if (jws.has("signing")) {
                jws.path("output").forEach(form -> tokens.add(form.isTextual() ? form.textValue() : form.toString()));
            }
        }
        Vectors.check(
                "cookbook JWS, all serializations",
                tokens,
                29,
                token -> assertThat(JwsCodec.parse(token)).isEmpty());
    }

    /** Other spellings of a valid token, which lenient base64 readers take. */
    @Test
    void aTokenHasOneSpelling() {
        InGroup<Optional<PublicKey>> valid = Vectors.wycheproof("json_web_signature", JwsVectorsTest::es256Key).stream()
                .filter(one -> one.test().path("tcId").asInt() == 18)
                .findFirst()
                .orElseThrow();
        String token = valid.test().path("jws").asText();
        String stray = token.substring(0, token.length() - 1) + "B";
        var spellings = List.of(
                token + "=",
                token + "==",
                token + "\n",
                token + " ",
                token + "!",
                token + ".",
                " " + token,
                stray,
                token.replace('-', '+'),
                token.substring(0, token.length() - 4));

        assertThat(payload(token, valid.context())).isPresent();
        Vectors.check(
                "spellings of a JWS",
                spellings,
                10,
                spelling -> assertThat(payload(spelling, valid.context())).isEmpty());
    }

    private static Optional<byte[]> payload(String jws, Optional<PublicKey> key) {
        return key.flatMap(known -> JwsCodec.parse(jws).flatMap(parsed -> parsed.payload(known)));
    }

    /** Keys for encryption are no keys for signatures (RFC 7517 §4.2, §4.3); other algorithms have no key here. */
    private static Optional<PublicKey> es256Key(JsonNode group) {
        JsonNode jwk = group.has("public") ? group.path("public") : group.path("private");
        boolean es256 = jwk.path("kty").asText().equals("EC")
                && jwk.path("crv").asText().equals("P-256")
                && jwk.path("use").asText("sig").equals("sig")
                && !jwk.has("key_ops");
        return es256 ? Optional.of(p256(jwk)) : Optional.empty();
    }

    private static PublicKey p256(JsonNode jwk) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            var point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
            var spec = new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class));
            return KeyFactory.getInstance("EC").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger coordinate(JsonNode jwk, String member) {
        return new BigInteger(
                1, Base64.getUrlDecoder().decode(jwk.required(member).asText()));
    }

    private static PublicKey derKey(JsonNode group) {
        try {
            byte[] der = HexFormat.of().parseHex(group.required("publicKeyDer").asText());
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.keys.AesKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JweCodecTest {

    private static final byte[] RAW = new byte[64];
    private static final byte[] IV = new byte[16];
    private static final byte[] PLAINTEXT = "{\"sub\":\"101\"}".getBytes(StandardCharsets.UTF_8);

    static {
        for (int i = 0; i < RAW.length; i++) {
            RAW[i] = (byte) (i * 7 + 1);
        }
        Arrays.fill(IV, (byte) 9);
    }

    private static final JweKey KEY = JweKey.ofBytes(SecretBytes.of(RAW));

    @Test
    void jose4jReadsWhatWeSeal() throws JoseException {
        var jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
        jwe.setCompactSerialization(JweCodec.seal("k1", KEY, IV, PLAINTEXT));
        jwe.setKey(new AesKey(RAW));

        assertThat(jwe.getPlaintextBytes()).isEqualTo(PLAINTEXT);
        assertThat(jwe.getKeyIdHeaderValue()).isEqualTo("k1");
    }

    @Test
    void weReadWhatJose4jSeals() throws JoseException {
        var jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_CBC_HMAC_SHA_512);
        jwe.setKeyIdHeaderValue("k1");
        jwe.setKey(new AesKey(RAW));
        jwe.setPayload(new String(PLAINTEXT, StandardCharsets.UTF_8));

        var parsed = JweCodec.parse(jwe.getCompactSerialization()).orElseThrow();

        assertThat(parsed.kid()).isEqualTo("k1");
        assertThat(parsed.authentic(KEY)).isTrue();
        assertThat(parsed.open(KEY)).hasValue(PLAINTEXT);
    }

    @Test
    void aSecretIsHashedIntoAKey() {
        var key = JweKey.fromSecret(SecretBytes.ofText("isthmus-local-portal-secret-0123456789"));
        String token = JweCodec.seal("k1", key, IV, PLAINTEXT);

        assertThat(JweCodec.parse(token).orElseThrow().open(key)).hasValue(PLAINTEXT);
        assertThat(JweCodec.parse(token).orElseThrow().authentic(KEY)).isFalse();
        assertThat(JweCodec.parse(token).orElseThrow().open(KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\"}",
                "{\"alg\":\"DIR\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\"}",
                "{\"alg\":\"A256KW\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"k1\"}",
                "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"kid\":\"k1\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":7}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"zip\":\"DEF\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"jwk\":{}}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"jku\":\"https://evil.example\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"kid\":\"k1\"}",
                "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"k1\",\"typ\":\"JOSE\"}",
                "[]",
                "\"dir\"",
                ""
            })
    void refusesEveryOtherHeader(String header) {
        String[] parts = JweCodec.seal("k1", KEY, IV, PLAINTEXT).split("\\.", -1);
        parts[0] = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));

        assertThat(JweCodec.parse(String.join(".", parts))).isEmpty();
    }

    @Test
    void noChangedCharacterOpens() {
        String token = JweCodec.seal("k1", KEY, IV, PLAINTEXT);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(JweCodec.parse(changed).flatMap(parsed -> parsed.open(KEY)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void noShortenedTokenOpens() {
        String token = JweCodec.seal("k1", KEY, IV, PLAINTEXT);
        for (int i = 0; i < token.length(); i++) {
            assertThat(JweCodec.parse(token.substring(0, i)).flatMap(parsed -> parsed.open(KEY)))
                    .as("%d characters", i)
                    .isEmpty();
        }
    }

    @Test
    void refusesAnEncryptedKeyBesideDir() {
        String token = JweCodec.seal("k1", KEY, IV, PLAINTEXT);

        assertThat(JweCodec.parse(token.replaceFirst("\\.\\.", ".AAAA."))).isEmpty();
    }
}

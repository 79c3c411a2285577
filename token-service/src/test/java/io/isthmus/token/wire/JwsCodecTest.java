package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwsCodecTest {

    private static final String PAYLOAD = "{\"sub\":\"portal\"}";
    private static final KeyPair KEY = newKey();

    @Test
    void readsWhatWasSigned() {
        var parsed = JwsCodec.parse(sign("{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}"))
                .orElseThrow();

        assertThat(parsed.kid()).isEqualTo("k1");
        assertThat(parsed.type()).isEqualTo("at+jwt");
        assertThat(parsed.payload(KEY.getPublic())).hasValue(PAYLOAD.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.payload(newKey().getPublic())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"k1\"}",
                "{\"alg\":\"es256\",\"kid\":\"k1\"}",
                "{\"alg\":\"ES384\",\"kid\":\"k1\"}",
                "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
                "{\"alg\":\"ES256\"}",
                "{\"kid\":\"k1\"}",
                "{\"alg\":\"ES256\",\"kid\":1}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"kid\":\"k1\"}",
                "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"k1\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":{}}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jku\":\"https://evil.example\"}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\",\"x5c\":[]}",
                "{\"alg\":\"ES256\",\"kid\":\"k1\"} ,",
                "[]",
                ""
            })
    void refusesEveryOtherHeader(String header) {
        assertThat(JwsCodec.parse(sign(header))).isEmpty();
    }

    @Test
    void noChangedCharacterVerifies() {
        String token = sign("{\"alg\":\"ES256\",\"kid\":\"k1\"}");
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);

            assertThat(JwsCodec.parse(changed).flatMap(parsed -> parsed.payload(KEY.getPublic())))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    private static String sign(String header) {
        String signed = StrictBase64.encodeUrl(header.getBytes(StandardCharsets.UTF_8)) + "."
                + StrictBase64.encodeUrl(PAYLOAD.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(KEY.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + StrictBase64.encodeUrl(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

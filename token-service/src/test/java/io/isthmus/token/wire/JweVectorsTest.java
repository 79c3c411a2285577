package io.isthmus.token.wire;

import static io.isthmus.token.vectors.Vectors.hex;
import static io.isthmus.token.vectors.Vectors.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.vectors.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The content cipher of our JWEs, and all other JWEs there are, which are not ours. */
class JweVectorsTest {

    @Test
    void theContentCipherDecryptsAsWycheproofSays() {
        Vectors.check("wycheproof a256cbc_hs512", Vectors.wycheproof("a256cbc_hs512"), 94, test -> {
            var key = JweKey.ofBytes(SecretBytes.of(hex(test, "key")));
            var sealed = new A256CbcHs512.Sealed(hex(test, "ct"), hex(test, "tag"));

            Optional<byte[]> plaintext = A256CbcHs512.decrypt(key, hex(test, "iv"), hex(test, "aad"), sealed);

            assertThat(plaintext.isPresent()).isEqualTo(isValid(test));
            plaintext.ifPresent(bytes -> assertThat(bytes).isEqualTo(hex(test, "msg")));
        });
    }

    @Test
    void theContentCipherEncryptsAsWycheproofSays() {
        List<JsonNode> valid = Vectors.wycheproof("a256cbc_hs512").stream()
                .filter(Vectors::isValid)
                .toList();
        Vectors.check("wycheproof a256cbc_hs512, encrypted", valid, 67, test -> {
            var key = JweKey.ofBytes(SecretBytes.of(hex(test, "key")));

            var sealed = A256CbcHs512.encrypt(key, hex(test, "iv"), hex(test, "aad"), hex(test, "msg"));

            assertThat(sealed.ciphertext()).isEqualTo(hex(test, "ct"));
            assertThat(sealed.tag()).isEqualTo(hex(test, "tag"));
        });
    }

    /** None of them is {@code dir} with A256CBC-HS512; the valid ones are refused for that. */
    @Test
    void refusesEveryJweOfWycheproof() {
        Vectors.check(
                "wycheproof json_web_encryption",
                Vectors.wycheproof("json_web_encryption"),
                139,
                test -> assertThat(JweCodec.parse(test.required("jwe").asText()))
                        .isEmpty());
    }

    @Test
    void refusesEveryJweOfTheCookbook() {
        var jwes = new ArrayList<String>();
        for (Path file : Vectors.files("jose-cookbook-rfc7520", ".json")) {
            JsonNode example = Vectors.json(file);
            JsonNode jwe = example.has("encrypt") ? example.path("encrypt") : example;
            if (jwe.has("encrypting_content")) {
                jwe.path("output").forEach(form -> jwes.add(form.isTextual() ? form.textValue() : form.toString()));
            }
        }
        Vectors.check(
                "cookbook JWE, all serializations",
                jwes,
                40,
                jwe -> assertThat(JweCodec.parse(jwe)).isEmpty());
    }
}

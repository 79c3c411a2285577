package io.isthmus.token.wire;

import static io.isthmus.token.vectors.Vectors.hex;
import static io.isthmus.token.vectors.Vectors.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** AES-CBC with PKCS#7 padding: Wycheproof, and NIST SP 800-38A F.2.5 and F.2.6. */
class AesCbcVectorsTest {

    @Test
    void decryptsAsWycheproofSays() {
        Vectors.check("wycheproof aes_cbc_pkcs5", Vectors.wycheproof("aes_cbc_pkcs5"), 216, test -> {
            SecretKey key = new SecretKeySpec(hex(test, "key"), "AES");
            Optional<byte[]> plaintext = AesCbc.decrypt(key, hex(test, "iv"), hex(test, "ct"));

            assertThat(plaintext.isPresent()).isEqualTo(isValid(test));
            plaintext.ifPresent(bytes -> assertThat(bytes).isEqualTo(hex(test, "msg")));
        });
    }

    @Test
    void encryptsAsWycheproofSays() {
        List<JsonNode> valid = Vectors.wycheproof("aes_cbc_pkcs5").stream()
                .filter(Vectors::isValid)
                .toList();
        Vectors.check("wycheproof aes_cbc_pkcs5, encrypted", valid, 72, test -> {
            SecretKey key = new SecretKeySpec(hex(test, "key"), "AES");

            assertThat(AesCbc.encrypt(key, hex(test, "iv"), hex(test, "msg"))).isEqualTo(hex(test, "ct"));
        });
    }

    /** v1 takes the secret itself as AES key, so that 256-bit cases pass through the whole codec. */
    @Test
    void theCodecOpensWhatIsValidAndNothingElse() {
        List<JsonNode> wide = Vectors.wycheproof("aes_cbc_pkcs5").stream()
                .filter(test -> hex(test, "key").length == 32)
                .toList();
        Vectors.check("wycheproof aes_cbc_pkcs5, by the codec", wide, 72, test -> {
            var key = SsoLoginKey.of(SecretBytes.of(hex(test, "key")));
            String data = envelope(hex(test, "ct"), hex(test, "iv"));
            byte[] mac = Hashes.hmacSha256(key.macKey(), hex(test, "msg"));

            Optional<byte[]> opened =
                    SsoLoginCodec.openV1(key, data, HexFormat.of().formatHex(mac));

            assertThat(opened.isPresent()).isEqualTo(isValid(test));
            opened.ifPresent(bytes -> assertThat(bytes).isEqualTo(hex(test, "msg")));
        });
    }

    @Test
    void encryptsAndDecryptsAsNistSays() {
        List<JsonNode> cases = List.of(
                Vectors.json("rfc-nist/sp800-38a_aes256_cbc.json").path("tests").get(0));
        Vectors.check("NIST SP 800-38A AES-256-CBC", cases, 1, test -> {
            SecretKey key = new SecretKeySpec(hex(test, "key"), "AES");
            byte[] ciphertext = hex(test, "ct");

            byte[] padded = AesCbc.encrypt(key, hex(test, "iv"), hex(test, "pt"));

            assertThat(Arrays.copyOf(padded, ciphertext.length)).isEqualTo(ciphertext);
            assertThat(padded).hasSize(ciphertext.length + AesCbc.BLOCK);
            assertThat(AesCbc.decrypt(key, hex(test, "iv"), padded)).hasValue(hex(test, "pt"));
            assertThat(AesCbc.decrypt(key, hex(test, "iv"), ciphertext))
                    .as("without padding")
                    .isEmpty();
        });
    }

    private static String envelope(byte[] ciphertext, byte[] iv) {
        byte[] encoded = (StrictBase64.encode(ciphertext) + "::").getBytes(StandardCharsets.US_ASCII);
        byte[] inner = Arrays.copyOf(encoded, encoded.length + iv.length);
        System.arraycopy(iv, 0, inner, encoded.length, iv.length);
        return StrictBase64.encode(inner);
    }
}

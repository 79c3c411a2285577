package io.isthmus.token.wire;

import static io.isthmus.token.vectors.Vectors.hex;
import static io.isthmus.token.vectors.Vectors.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.vectors.Vectors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** HMAC-SHA-256: Wycheproof and RFC 4231. */
class HmacVectorsTest {

    private static final int FULL = 32;

    @Test
    void computesAsWycheproofSays() {
        Vectors.check("wycheproof hmac_sha256", Vectors.wycheproof("hmac_sha256"), 174, test -> {
            byte[] tag = hex(test, "tag");

            byte[] mac = mac(test);

            assertThat(Arrays.equals(Arrays.copyOf(mac, tag.length), tag)).isEqualTo(isValid(test));
        });
    }

    /** A signature is over text, so only cases whose message is UTF-8 can pass through the codec. */
    @Test
    void theCodecTakesFullTagsThatAreValidAndNothingElse() {
        List<JsonNode> texts = Vectors.wycheproof("hmac_sha256").stream()
                .filter(test -> text(hex(test, "msg")).isPresent())
                .toList();
        Vectors.check("wycheproof hmac_sha256, by the codec", texts, 117, test -> {
            var key = SsoLoginKey.of(SecretBytes.of(hex(test, "key")));
            byte[] tag = hex(test, "tag");
            String message = text(hex(test, "msg")).orElseThrow();

            boolean authentic =
                    SsoLoginCodec.authentic(key, message, HexFormat.of().formatHex(tag));

            assertThat(authentic).isEqualTo(isValid(test) && tag.length == FULL);
        });
    }

    @Test
    void computesAsRfc4231Says() {
        var cases = new ArrayList<JsonNode>();
        Vectors.json("rfc-nist/rfc4231_hmac_sha256.json").path("tests").forEach(cases::add);
        Vectors.check("RFC 4231 HMAC-SHA-256", cases, 7, test -> {
            byte[] tag = hex(test, "tag");

            assertThat(Arrays.copyOf(mac(test), tag.length)).isEqualTo(tag);
        });
    }

    private static byte[] mac(JsonNode test) {
        SecretKey key = new SecretKeySpec(hex(test, "key"), "HmacSHA256");
        return Hashes.hmacSha256(key, hex(test, "msg"));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

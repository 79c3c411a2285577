package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that PHP made with openssl_encrypt and hash_hmac, as the plugin does. */
class GoldenTokensTest {

    private static final int GOLDEN = 10;

    record Golden(String name, String generation, SsoLoginKey key, byte[] iv, byte[] plaintext, JsonNode wire) {

        String text(String field) {
            return wire.path(field).asText();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Golden> all() throws IOException {
        JsonNode file = new ObjectMapper().readTree(GoldenTokensTest.class.getResource("/golden-tokens.json"));
        return StreamSupport.stream(file.path("tokens").spliterator(), false)
                .map(token -> new Golden(
                        token.path("name").asText(),
                        token.path("generation").asText(),
                        SsoLoginKey.of(SecretBytes.ofText(token.path("secret").asText())),
                        HexFormat.of().parseHex(token.path("ivHex").asText("")),
                        token.path("plaintext").asText("").getBytes(StandardCharsets.UTF_8),
                        token.path("wire")));
    }

    static Stream<Golden> v3() throws IOException {
        return all().filter(golden -> golden.generation().equals("v3"));
    }

    static Stream<Golden> v1() throws IOException {
        return all().filter(golden -> golden.generation().equals("v1"));
    }

    @Test
    void everyGoldenTokenIsTried() throws IOException {
        assertThat(all()).hasSize(GOLDEN);
        assertThat(all().map(Golden::generation)).containsOnly("v3", "v1", "v0");
    }

    @ParameterizedTest
    @MethodSource("v3")
    void v3SealsToTheSameBytes(Golden golden) {
        var sealed = SsoLoginCodec.seal(golden.key(), golden.iv(), golden.plaintext());

        assertThat(sealed.data()).isEqualTo(golden.text("data"));
        assertThat(sealed.sig()).isEqualTo(golden.text("sig"));
    }

    @ParameterizedTest
    @MethodSource("v3")
    void v3OpensToThePlaintext(Golden golden) {
        assertThat(SsoLoginCodec.authentic(golden.key(), golden.text("data"), golden.text("sig")))
                .isTrue();
        assertThat(SsoLoginCodec.open(golden.key(), golden.text("data"))).hasValue(golden.plaintext());
    }

    @ParameterizedTest
    @MethodSource("v1")
    void v1SealsToTheSameBytes(Golden golden) {
        var sealed = SsoLoginCodec.sealV1(golden.key(), golden.iv(), golden.plaintext());

        assertThat(sealed.data()).isEqualTo(golden.text("data"));
        assertThat(sealed.sig()).isEqualTo(golden.text("sig"));
    }

    @ParameterizedTest
    @MethodSource("v1")
    void v1OpensToThePlaintext(Golden golden) {
        assertThat(SsoLoginCodec.openV1(golden.key(), golden.text("data"), golden.text("sig")))
                .hasValue(golden.plaintext());
    }

    @Test
    void v0HasTheSameToken() throws IOException {
        Golden golden =
                all().filter(one -> one.generation().equals("v0")).findFirst().orElseThrow();
        var presented = new PresentedToken.Plain(
                golden.text("username"), golden.text("email"), golden.text("time"), golden.text("token"));

        assertThat(SsoLoginCodec.tokenV0(golden.key(), presented.username(), presented.email(), presented.time()))
                .isEqualTo(presented.token());
        assertThat(SsoLoginCodec.authenticV0(golden.key(), presented)).isTrue();
    }
}

package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void readsAnObject() {
        assertThat(StrictJson.object(bytes("{\"a\":\"\\u00e9\",\"b\":[1,true,null]}")))
                .hasValueSatisfying(node -> assertThat(node.path("a").asText()).isEqualTo("é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"a\"",
                "null",
                "{",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":\"\t\"}",
                "{\"a\":1}//",
                "{\"a\":\"\\ud800\"}",
                "{\"\\ud800\":1}",
                "\uFEFF{\"a\":1}"
            })
    void refuses(String text) {
        assertThat(StrictJson.object(bytes(text))).isEmpty();
    }

    @Test
    void refusesInvalidUtf8() {
        assertThat(StrictJson.object(HexFormat.of().parseHex("7b2261223a22ff227d")))
                .isEmpty();
        assertThat(StrictJson.object(HexFormat.of().parseHex("7b2261223a22c0af227d")))
                .as("overlong")
                .isEmpty();
        assertThat(StrictJson.object(HexFormat.of().parseHex("7b2261223a22eda080227d")))
                .as("surrogate")
                .isEmpty();
    }

    @Test
    void refusesEveryEncodingButUtf8() {
        for (String encoding : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            assertThat(StrictJson.object("{\"a\":1}".getBytes(Charset.forName(encoding))))
                    .as(encoding)
                    .isEmpty();
        }
    }

    @Test
    void refusesMoreThanSixteenLevels() {
        assertThat(StrictJson.object(bytes("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")))
                .isPresent();
        assertThat(StrictJson.object(bytes("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}")))
                .isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBase64Test {

    @Test
    void readsTheOneSpelling() {
        assertThat(StrictBase64.decode("+/8=")).hasValue(new byte[] {(byte) 0xfb, (byte) 0xff});
        assertThat(StrictBase64.decodeUrl("-_8")).hasValue(new byte[] {(byte) 0xfb, (byte) 0xff});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+/8", "+/8==", "+/9=", "-_8=", "+/8=\n", " +/8=", "+/\n8=", "+/8=+/8=", "=", "A", "é===", "Ā/8="
            })
    void refusesOtherSpellings(String text) {
        assertThat(StrictBase64.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_8=", "-_9", "+/8", "-_8\n", "-", "-_8 "})
    void refusesOtherSpellingsForUrls(String text) {
        assertThat(StrictBase64.decodeUrl(text)).isEmpty();
    }
}

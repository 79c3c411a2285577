package io.isthmus.course.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTypeTest {

    @ParameterizedTest
    @CsvSource({
        "at+jwt, true",
        "AT+JWT, true",
        "application/at+jwt, true",
        "JWT, false",
        "logout+jwt, false",
        "'', false",
    })
    void acceptsAccessTokensOnly(String type, boolean accepted) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"" + type + "\"}";
        String encoded = Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));

        assertThat(AccessTokenType.isAccessToken(encoded + ".e30.sig")).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "abc", "e30.e30.", "!!!.e30.", "Ww.e30."})
    void refusesWhatHasNoHeader(String token) {
        assertThat(AccessTokenType.isAccessToken(token)).isFalse();
    }
}

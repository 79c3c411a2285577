package io.isthmus.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoodleSettingsTest {

    private static final MoodleToken TOKEN = MoodleToken.of("abc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://lms.example.org",
                "lms.example.org",
                "/moodle",
                "https://user:pass@lms.example.org",
                "https://lms.example.org/?token=x",
                "https://lms.example.org/#x",
            })
    void refusesWhatIsNoSite(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MoodleSettings(URI.create(url), TOKEN));
    }

    @Test
    void knowsPortsOfSchemes() {
        assertThat(new MoodleSettings(URI.create("https://lms.example.org"), TOKEN).port())
                .isEqualTo(443);
        assertThat(new MoodleSettings(URI.create("http://lms.example.org"), TOKEN).port())
                .isEqualTo(80);
        assertThat(new MoodleSettings(URI.create("http://lms.example.org:81"), TOKEN).port())
                .isEqualTo(81);
    }

    @Test
    void refusesLimitsThatLetNothingThrough() {
        URI url = URI.create("http://lms.example.org");

        assertThatIllegalArgumentException().isThrownBy(() -> new MoodleSettings(url, TOKEN, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MoodleSettings(url, TOKEN, Duration.ofSeconds(1), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "é"})
    void refusesWhatIsNoToken(String token) {
        assertThatIllegalArgumentException().isThrownBy(() -> MoodleToken.of(token));
    }
}

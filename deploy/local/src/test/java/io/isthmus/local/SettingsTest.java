package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void byDefaultEverythingIsStartedOnThePortsOfTheReadme() {
        Settings settings = Settings.from(Map.of(), HOME);

        assertThat(Port.values()).allMatch(settings::starts);
        assertThat(settings.port(Port.PORTAL)).isEqualTo(9000);
        assertThat(settings.port(Port.KAFKA)).isEqualTo(19092);
        assertThat(settings.data()).isEqualTo(HOME.resolve(".stack/data"));
    }

    @Test
    void aPortIsMovedByItsVariable() {
        Settings settings = Settings.from(Map.of("STACK_TOKEN_PORT", "19001"), HOME);

        assertThat(settings.localUrl(Port.TOKEN)).isEqualTo("http://localhost:19001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "9001 "})
    void whatIsNoPortIsRefusedByName(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("STACK_TOKEN_PORT", value), HOME))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("STACK_TOKEN_PORT")
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void aRealLmsReplacesTheStandIn() {
        Settings settings =
                Settings.from(Map.of("ISTHMUS_LMS_URL", "https://lms.example", "ISTHMUS_LMS_TOKEN", "t"), HOME);

        assertThat(settings.starts(Port.LMS)).isFalse();
        assertThat(settings.lmsUrl()).isEqualTo("https://lms.example");
    }

    @Test
    void aRealLmsWithoutItsTokenIsRefused() {
        assertThatThrownBy(() -> Settings.from(Map.of("ISTHMUS_LMS_URL", "https://lms.example"), HOME))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("ISTHMUS_LMS_TOKEN");
    }
}

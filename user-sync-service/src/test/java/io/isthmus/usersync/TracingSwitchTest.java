package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingSwitchTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Test
    void tracesAreOffUntilSomebodySaysWhereTheyGo() {
        assertThat(isOff(Map.of())).isTrue();
        assertThat(isOff(Map.of(ENDPOINT, ""))).isTrue();
        assertThat(isOff(Map.of(ENDPOINT, "http://collector:4317"))).isFalse();
        assertThat(isOff(Map.of("quarkus.otel.exporter.otlp.traces.endpoint", "http://collector:4317")))
                .isFalse();
    }

    @Test
    void theSwitchItselfCountsMore() {
        assertThat(isOff(Map.of(DISABLED, "false"))).isFalse();
        assertThat(isOff(Map.of(DISABLED, "true", ENDPOINT, "http://collector:4317")))
                .isTrue();
    }

    /** The defaults are those that the extension brings. */
    private static boolean isOff(Map<String, String> set) {
        return new SmallRyeConfigBuilder()
                .withDefaultValue(DISABLED, "false")
                .withDefaultValue(ENDPOINT, "http://localhost:4317/")
                .withSources(new PropertiesConfigSource(set, "test", 100))
                .withInterceptors(new TracingSwitch())
                .build()
                .getValue(DISABLED, Boolean.class);
    }
}

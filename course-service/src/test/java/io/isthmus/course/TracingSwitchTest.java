package io.isthmus.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingSwitchTest {

    private static String disabled(Map<String, String> configured) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(Map.of("quarkus.otel.sdk.disabled", "false"))
                .withSources(new PropertiesConfigSource(new HashMap<>(configured), "test", 100))
                .withInterceptors(new TracingSwitch())
                .build()
                .getValue("quarkus.otel.sdk.disabled", String.class);
    }

    @Test
    void isOffUntilItIsConfiguredWhereTracesGo() {
        assertThat(disabled(Map.of())).isEqualTo("true");
        assertThat(disabled(Map.of("quarkus.otel.exporter.otlp.endpoint", "http://collector:4317")))
                .isEqualTo("false");
        assertThat(disabled(Map.of("quarkus.otel.exporter.otlp.traces.endpoint", "http://collector:4317")))
                .isEqualTo("false");
    }

    @Test
    void isWhatItIsSetTo() {
        assertThat(disabled(Map.of("quarkus.otel.sdk.disabled", "false"))).isEqualTo("false");
        assertThat(disabled(Map.of(
                        "quarkus.otel.sdk.disabled",
                        "true",
                        "quarkus.otel.exporter.otlp.endpoint",
                        "http://collector:4317")))
                .isEqualTo("true");
    }
}

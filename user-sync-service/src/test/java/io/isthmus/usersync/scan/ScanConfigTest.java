package io.isthmus.usersync.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanConfigTest {

    @Test
    void scansNothingUnlessToldTo() {
        ScanConfig config = config(Map.of());

        assertThat(config.cms()).isFalse();
        assertThat(config.lms()).isFalse();
        assertThat(config.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.overlap()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void readsAFullExample() {
        ScanConfig config = config(Map.of(
                "isthmus.scan.cms", "true",
                "isthmus.scan.lms", "true",
                "isthmus.scan.every", "PT5M",
                "isthmus.scan.overlap", "PT2M"));

        assertThat(config.cms()).isTrue();
        assertThat(config.lms()).isTrue();
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.overlap()).isEqualTo(Duration.ofMinutes(2));
    }

    private static ScanConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(ScanConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ScanConfig.class);
    }
}

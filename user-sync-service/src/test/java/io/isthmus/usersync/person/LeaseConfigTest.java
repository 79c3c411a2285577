package io.isthmus.usersync.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseConfigTest {

    @Test
    void aWorkerHasAMinuteByDefault() {
        assertThat(config(Map.of()).duration()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsAFullExample() {
        assertThat(config(Map.of("isthmus.lease.duration", "PT20S")).duration()).isEqualTo(Duration.ofSeconds(20));
    }

    private static LeaseConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(LeaseConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(LeaseConfig.class);
    }
}

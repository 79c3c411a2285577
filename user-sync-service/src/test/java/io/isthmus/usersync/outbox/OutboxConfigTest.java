package io.isthmus.usersync.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxConfigTest {

    @Test
    void looksFourTimesASecondByDefault() {
        OutboxConfig config = config(Map.of());

        assertThat(config.poll()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsAFullExample() {
        OutboxConfig config = config(Map.of("isthmus.outbox.poll", "PT1S", "isthmus.outbox.timeout", "PT30S"));

        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    private static OutboxConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(OutboxConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(OutboxConfig.class);
    }
}

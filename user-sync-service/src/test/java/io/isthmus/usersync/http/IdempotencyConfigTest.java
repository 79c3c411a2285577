package io.isthmus.usersync.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotencyConfigTest {

    @Test
    void byDefaultKeepsAnswersForADay() {
        var config = config(Map.of());

        assertThat(config.keep()).isEqualTo(Duration.ofDays(1));
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readsAFullExample() {
        var config = config(Map.of("isthmus.idempotency.keep", "PT1H", "isthmus.idempotency.patience", "PT10S"));

        assertThat(config.keep()).isEqualTo(Duration.ofHours(1));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(10));
    }

    private static IdempotencyConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(IdempotencyConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(IdempotencyConfig.class);
    }
}

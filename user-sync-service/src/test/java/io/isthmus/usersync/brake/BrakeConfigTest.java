package io.isthmus.usersync.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrakeConfigTest {

    @Test
    void byDefaultHoldsWhatExceedsFivePercentInTenMinutes() {
        BrakeLimit limit = limit(Map.of());

        assertThat(limit).isEqualTo(new BrakeLimit(5, 20, 500, Duration.ofMinutes(10)));
        assertThat(limit.threshold(10)).isEqualTo(20);
        assertThat(limit.threshold(1000)).isEqualTo(50);
        assertThat(limit.threshold(1_000_000)).isEqualTo(500);
    }

    @Test
    void readsAFullExample() {
        BrakeLimit limit = limit(Map.of(
                "isthmus.brake.max-percent", "0.5",
                "isthmus.brake.min-count", "3",
                "isthmus.brake.max-count", "7",
                "isthmus.brake.window", "PT1H"));

        assertThat(limit).isEqualTo(new BrakeLimit(0.5, 3, 7, Duration.ofHours(1)));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new BrakeLimit(5, 20, 10, Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BrakeLimit limit(Map<String, String> properties) {
        BrakeConfig config = new SmallRyeConfigBuilder()
                .withMapping(BrakeConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(BrakeConfig.class);
        return new BrakeWiring().limit(config);
    }
}

package io.isthmus.usersync.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationConfigTest {

    @Test
    void runsOnDemandOnlyUnlessToldTo() {
        ReconciliationConfig config = config(Map.of());

        assertThat(config.every()).isEqualTo("off");
        assertThat(config.delay()).isEqualTo("1m");
        assertThat(config.maxMissingPercent()).isEqualTo(5);
        assertThat(config.minMissingCount()).isEqualTo(3);
    }

    @Test
    void readsAFullExample() {
        ReconciliationConfig config = config(Map.of(
                "isthmus.reconciliation.every", "24h",
                "isthmus.reconciliation.delay", "1h",
                "isthmus.reconciliation.max-missing-percent", "1",
                "isthmus.reconciliation.min-missing-count", "0"));

        assertThat(config.every()).isEqualTo("24h");
        assertThat(config.delay()).isEqualTo("1h");
        assertThat(config.maxMissingPercent()).isEqualTo(1);
        assertThat(config.minMissingCount()).isZero();
    }

    private static ReconciliationConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(ReconciliationConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ReconciliationConfig.class);
    }
}

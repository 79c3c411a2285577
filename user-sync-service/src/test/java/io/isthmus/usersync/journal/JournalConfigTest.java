package io.isthmus.usersync.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalConfigTest {

    @Test
    void byDefaultReadsEventsOfUpToAMebibyte() {
        assertThat(config(Map.of()).maxSize()).isEqualTo(1024 * 1024);
    }

    @Test
    void readsAFullExample() {
        assertThat(config(Map.of("isthmus.journal.max-size", "2000")).maxSize()).isEqualTo(2000);
    }

    private static JournalConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(JournalConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(JournalConfig.class);
    }
}

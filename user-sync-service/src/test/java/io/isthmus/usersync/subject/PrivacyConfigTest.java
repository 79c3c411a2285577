package io.isthmus.usersync.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivacyConfigTest {

    @Test
    void hasDefaults() {
        PrivacyConfig config = config(Map.of("isthmus.privacy.key", "a-key"));

        assertThat(config.payloads()).isEqualTo(Duration.ofDays(30));
        assertThat(config.undecidedPayloads()).isEqualTo(Duration.ofDays(90));
        assertThat(config.seenEvents()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void readsAFullExample() {
        PrivacyConfig config = config(Map.of(
                "isthmus.privacy.key", "a-key",
                "isthmus.privacy.payloads", "P7D",
                "isthmus.privacy.undecided-payloads", "P14D",
                "isthmus.privacy.seen-events", "P8D"));

        assertThat(config.key().reveal()).isEqualTo("a-key");
        assertThat(config.payloads()).isEqualTo(Duration.ofDays(7));
        assertThat(config.undecidedPayloads()).isEqualTo(Duration.ofDays(14));
        assertThat(config.seenEvents()).isEqualTo(Duration.ofDays(8));
    }

    private static PrivacyConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(PrivacyConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PrivacyConfig.class);
    }
}

package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LmsConfigTest {

    private static final Map<String, String> NEEDED =
            Map.of("isthmus.lms.url", "https://lms.example.org", "isthmus.lms.token", "0123456789abcdef");

    @Test
    void needsAnAddressAndATokenOnly() {
        LmsConfig config = config(Map.of());

        assertThat(config.url()).isEqualTo(URI.create("https://lms.example.org"));
        assertThat(config.token()).hasToString("Secret[hidden]");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.maxBatch()).isEqualTo(50);
        assertThat(config.parallel()).isEqualTo(8);
        assertThat(config.rateLimit()).isEqualTo(2000);
        assertThat(config.maxParallel()).isEqualTo(32);
        assertThat(config.breakerDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.auth()).isEqualTo("userkey");
        assertThat(config.languages()).containsExactly("en");
        assertThat(config.blankName()).isEqualTo("-");
        assertThat(config.cohorts()).isFalse();
        assertThat(config.customFields()).isEmpty();
    }

    @Test
    void readsAFullExample() {
        LmsConfig config = config(Map.ofEntries(
                Map.entry("isthmus.lms.timeout", "PT20S"),
                Map.entry("isthmus.lms.max-batch", "10"),
                Map.entry("isthmus.lms.parallel", "2"),
                Map.entry("isthmus.lms.rate-limit", "20"),
                Map.entry("isthmus.lms.max-parallel", "4"),
                Map.entry("isthmus.lms.breaker-delay", "PT10S"),
                Map.entry("isthmus.lms.auth", "manual"),
                Map.entry("isthmus.lms.languages", "en,fr"),
                Map.entry("isthmus.lms.cohorts", "true"),
                Map.entry("isthmus.lms.custom-fields", "employeeno,hobby"),
                Map.entry("isthmus.lms.blank-name", ".")));

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.maxBatch()).isEqualTo(10);
        assertThat(config.parallel()).isEqualTo(2);
        assertThat(config.rateLimit()).isEqualTo(20);
        assertThat(config.maxParallel()).isEqualTo(4);
        assertThat(config.breakerDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.auth()).isEqualTo("manual");
        assertThat(config.languages()).containsExactlyInAnyOrder("en", "fr");
        assertThat(config.blankName()).isEqualTo(".");
        assertThat(config.cohorts()).isTrue();
        assertThat(config.customFields().orElseThrow()).containsExactlyInAnyOrder("employeeno", "hobby");
    }

    @ParameterizedTest
    @ValueSource(strings = {"51", "0", "-1"})
    void refusesBatchesThatMoodleWouldCutOrThatAreNone(String size) {
        assertThatThrownBy(() -> config(Map.of("isthmus.lms.max-batch", size)))
                .hasMessageContaining("isthmus.lms.max-batch is 1 to 50");
    }

    private static LmsConfig config(Map<String, String> more) {
        var properties = new HashMap<>(NEEDED);
        properties.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(LmsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(LmsConfig.class);
    }
}

package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        assertThat(config.auth()).isEqualTo("userkey");
        assertThat(config.languages()).containsExactly("en");
        assertThat(config.blankName()).isEqualTo("-");
        assertThat(config.cohorts()).isFalse();
        assertThat(config.customFields()).isEmpty();
    }

    @Test
    void readsAFullExample() {
        LmsConfig config = config(Map.of(
                "isthmus.lms.timeout", "PT20S",
                "isthmus.lms.max-batch", "10",
                "isthmus.lms.parallel", "2",
                "isthmus.lms.auth", "manual",
                "isthmus.lms.languages", "en,fr",
                "isthmus.lms.cohorts", "true",
                "isthmus.lms.custom-fields", "employeeno,hobby",
                "isthmus.lms.blank-name", "."));

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.maxBatch()).isEqualTo(10);
        assertThat(config.parallel()).isEqualTo(2);
        assertThat(config.auth()).isEqualTo("manual");
        assertThat(config.languages()).containsExactlyInAnyOrder("en", "fr");
        assertThat(config.blankName()).isEqualTo(".");
        assertThat(config.cohorts()).isTrue();
        assertThat(config.customFields().orElseThrow()).containsExactlyInAnyOrder("employeeno", "hobby");
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

package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Field;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CmsConfigTest {

    private static final Map<String, String> NEEDED = Map.of(
            "isthmus.cms.url", "https://cms.example.org",
            "isthmus.cms.user", "isthmus",
            "isthmus.cms.password", "correct horse battery staple");

    @Test
    void needsAnAddressAndAnAccountOnly() {
        CmsConfig config = config(Map.of());

        assertThat(config.url()).isEqualTo(URI.create("https://cms.example.org"));
        assertThat(config.user()).isEqualTo("isthmus");
        assertThat(config.password()).hasToString("Secret[hidden]");
        assertThat(config.rateLimit()).isEqualTo(2000);
        assertThat(config.maxParallel()).isEqualTo(32);
        assertThat(config.breakerDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new DrupalFields(config.fields()).attribute(Field.CITY)).contains("field_city");
        assertThat(new DrupalFields(config.fields()).attribute(Field.DEPARTMENT))
                .isEmpty();
    }

    @Test
    void readsAFullExample() {
        CmsConfig config = config(Map.of(
                "isthmus.cms.rate-limit", "20",
                "isthmus.cms.max-parallel", "4",
                "isthmus.cms.breaker-delay", "PT10S",
                "isthmus.cms.fields.city", "field_town",
                "isthmus.cms.fields.department", "field_department"));

        assertThat(config.rateLimit()).isEqualTo(20);
        assertThat(config.maxParallel()).isEqualTo(4);
        assertThat(config.breakerDelay()).isEqualTo(Duration.ofSeconds(10));
        var fields = new DrupalFields(config.fields());
        assertThat(fields.attribute(Field.CITY)).contains("field_town");
        assertThat(fields.attribute(Field.DEPARTMENT)).contains("field_department");
        assertThat(fields.attribute(Field.EMAIL)).contains("mail");
        assertThat(fields.fieldAt("/data/attributes/field_town/value")).contains(Field.CITY);
    }

    private static CmsConfig config(Map<String, String> more) {
        var properties = new HashMap<>(NEEDED);
        properties.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(CmsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(CmsConfig.class);
    }
}

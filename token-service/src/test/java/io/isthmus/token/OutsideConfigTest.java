package io.isthmus.token;

import static io.isthmus.token.support.Mappings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.token.launch.LaunchConfig;
import io.smallrye.config.ConfigValidationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The defaults and a full example of each mapping about the CMS and the LMS. */
class OutsideConfigTest {

    @Test
    void lms() {
        Map<String, String> least = Map.of("isthmus.lms.token", "secret");
        LmsConfig defaults = read(LmsConfig.class, least);
        assertThat(defaults.source()).isEqualTo("lms");
        assertThat(defaults.url()).isEqualTo(URI.create("http://localhost:9004"));
        assertThat(defaults.site()).isEqualTo(defaults.url());
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(5));

        LmsConfig full = read(
                LmsConfig.class,
                Map.of(
                        "isthmus.lms.token", "secret",
                        "isthmus.lms.source", "moodle",
                        "isthmus.lms.url", "http://moodle:8080",
                        "isthmus.lms.public-url", "https://lms.example.org",
                        "isthmus.lms.timeout", "PT2S"));
        assertThat(full.source()).isEqualTo("moodle");
        assertThat(full.url()).isEqualTo(URI.create("http://moodle:8080"));
        assertThat(full.site()).isEqualTo(URI.create("https://lms.example.org"));
        assertThat(full.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(full.token()).isEqualTo("secret");
        assertThatThrownBy(() -> read(LmsConfig.class, Map.of())).isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void idnumbers() {
        assertThat(read(IdnumberConfig.class, Map.of()).prefix()).isEmpty();
        assertThat(read(IdnumberConfig.class, Map.of("isthmus.idnumber.prefix", "u-"))
                        .prefix())
                .hasValue("u-");
    }

    @Test
    void launches() {
        assertThat(read(LaunchConfig.class, Map.of()).client()).isEmpty();
        assertThat(read(LaunchConfig.class, Map.of("isthmus.launch.client", "portal"))
                        .client())
                .hasValue("portal");
    }

    @Test
    void cms() {
        CmsConfig defaults = read(CmsConfig.class, Map.of());
        assertThat(defaults.source()).isEqualTo("cms");
        assertThat(defaults.site()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(defaults.user()).isEqualTo("isthmus");
        assertThat(defaults.password()).isEmpty();
        assertThat(defaults.cookieDomain()).isEmpty();
        assertThat(defaults.emailVerified()).isFalse();
        assertThat(defaults.fields().firstName()).isEqualTo("field_first_name");
        assertThat(defaults.fields().lastName()).isEqualTo("field_last_name");
        assertThat(defaults.fields().city()).isEqualTo("field_city");
        assertThat(defaults.fields().country()).isEqualTo("field_country");

        CmsConfig full = read(
                CmsConfig.class,
                Map.of(
                        "isthmus.cms.source", "drupal",
                        "isthmus.cms.url", "http://drupal",
                        "isthmus.cms.public-url", "https://www.example.org",
                        "isthmus.cms.user", "connector",
                        "isthmus.cms.password", "secret",
                        "isthmus.cms.cookie-domain", ".example.org",
                        "isthmus.cms.email-verified", "true",
                        "isthmus.cms.fields.first-name", "field_vorname"));
        assertThat(full.site()).isEqualTo(URI.create("https://www.example.org"));
        assertThat(full.cookieDomain()).hasValue(".example.org");
        assertThat(full.password()).hasValue("secret");
        assertThat(full.emailVerified()).isTrue();
        assertThat(full.fields().firstName()).isEqualTo("field_vorname");
    }
}

package io.isthmus.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.cache.CacheConfig;
import io.isthmus.course.link.LinkConfig;
import io.isthmus.course.moodle.LmsConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static <T> T config(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(values)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }

    @Test
    void keepsAnswersFreshForAMinuteAndStaleForADay() {
        var cache = config(CacheConfig.class, Map.of());

        assertThat(cache.fresh()).isEqualTo(Duration.ofSeconds(60));
        assertThat(cache.stale()).isEqualTo(Duration.ofHours(24));
        assertThat(cache.deadline()).isEqualTo(Duration.ofSeconds(4));
        assertThat(cache.maxEntries()).isEqualTo(10_000);
    }

    @Test
    void readsAFullCacheExample() {
        var cache = config(
                CacheConfig.class,
                Map.of(
                        "isthmus.cache.fresh", "PT5S",
                        "isthmus.cache.stale", "PT1H",
                        "isthmus.cache.deadline", "PT2S",
                        "isthmus.cache.max-entries", "7"));

        assertThat(cache.fresh()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cache.stale()).isEqualTo(Duration.ofHours(1));
        assertThat(cache.deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cache.maxEntries()).isEqualTo(7);
    }

    @Test
    void findsTheLocalStacksLmsByDefault() {
        var lms = config(LmsConfig.class, Map.of());

        assertThat(lms.source()).isEqualTo("lms");
        assertThat(lms.url()).isEqualTo(URI.create("http://127.0.0.1:9004"));
        assertThat(lms.publicUrl()).isEmpty();
        assertThat(lms.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(lms.maxResponseBytes()).isEqualTo(16 * 1024 * 1024);
    }

    @Test
    void readsAFullLmsExampleAndNeverPrintsTheToken() {
        var lms = config(
                LmsConfig.class,
                Map.of(
                        "isthmus.lms.source", "campus",
                        "isthmus.lms.url", "http://moodle.internal/moodle",
                        "isthmus.lms.public-url", "https://campus.example.org",
                        "isthmus.lms.token", TOKEN,
                        "isthmus.lms.timeout", "PT9S",
                        "isthmus.lms.max-response-bytes", "1000"));

        assertThat(lms.source()).isEqualTo("campus");
        assertThat(lms.url()).isEqualTo(URI.create("http://moodle.internal/moodle"));
        assertThat(lms.publicUrl()).contains(URI.create("https://campus.example.org"));
        assertThat(lms.token().toString()).doesNotContain(TOKEN);
        assertThat(lms.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(lms.maxResponseBytes()).isEqualTo(1000);
    }

    @Test
    void readsTheTopicAnewAfterADayAway() {
        assertThat(config(LinkConfig.class, Map.of()).rebuildAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config(LinkConfig.class, Map.of("isthmus.links.rebuild-after", "PT1H"))
                        .rebuildAfter())
                .isEqualTo(Duration.ofHours(1));
    }
}

package io.isthmus.course;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.cache.CacheConfig;
import io.isthmus.course.certificate.CertificateConfig;
import io.isthmus.course.link.LinkConfig;
import io.isthmus.course.moodle.LaunchConfig;
import io.isthmus.course.moodle.LmsConfig;
import io.isthmus.course.moodle.SourcesConfig;
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
        assertThat(cache.revalidate()).isEqualTo(Duration.ofSeconds(60));
        assertThat(cache.patience()).isEqualTo(Duration.ofMillis(1500));
        assertThat(cache.retry()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cache.maxBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(cache.people()).isEqualTo(50_000);
        assertThat(cache.shared().enabled()).isTrue();
        assertThat(cache.shared().timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(cache.shared().lock()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsAFullCacheExample() {
        var cache = config(
                CacheConfig.class,
                Map.ofEntries(
                        entry("isthmus.cache.fresh", "PT5S"),
                        entry("isthmus.cache.revalidate", "PT3S"),
                        entry("isthmus.cache.stale", "PT1H"),
                        entry("isthmus.cache.deadline", "PT2S"),
                        entry("isthmus.cache.patience", "PT1S"),
                        entry("isthmus.cache.retry", "PT9S"),
                        entry("isthmus.cache.max-bytes", "1000000"),
                        entry("isthmus.cache.people", "9"),
                        entry("isthmus.cache.shared.enabled", "false"),
                        entry("isthmus.cache.shared.timeout", "PT0.1S"),
                        entry("isthmus.cache.shared.lock", "PT7S")));

        assertThat(cache.fresh()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cache.stale()).isEqualTo(Duration.ofHours(1));
        assertThat(cache.deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cache.revalidate()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cache.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(cache.retry()).isEqualTo(Duration.ofSeconds(9));
        assertThat(cache.maxBytes()).isEqualTo(1_000_000);
        assertThat(cache.people()).isEqualTo(9);
        assertThat(cache.shared().enabled()).isFalse();
        assertThat(cache.shared().timeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(cache.shared().lock()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void findsTheLocalStacksLmsByDefault() {
        var lms = config(LmsConfig.class, Map.of());

        assertThat(lms.source()).isEqualTo("lms");
        assertThat(lms.url()).isEqualTo(URI.create("http://127.0.0.1:9004"));
        assertThat(lms.publicUrl()).isEmpty();
        assertThat(lms.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(lms.maxResponseBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(lms.maxConcurrent()).isEqualTo(24);
        assertThat(lms.maxWaiting()).isEqualTo(500);
        assertThat(lms.breakerDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(lms.certificates()).containsExactlyInAnyOrder("customcert", "badge");
        assertThat(lms.maxPdfBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(config(SourcesConfig.class, Map.of()).all()).isEmpty();
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

    @Test
    void readsSeveralSources() {
        var sources = config(
                        SourcesConfig.class,
                        Map.of(
                                "isthmus.sources.campus.url", "http://campus.internal",
                                "isthmus.sources.campus.token", TOKEN,
                                "isthmus.sources.campus.max-concurrent", "3",
                                "isthmus.sources.totara.url", "http://totara.internal",
                                "isthmus.sources.totara.token", TOKEN,
                                "isthmus.sources.totara.public-url", "https://totara.example.org"))
                .all();

        assertThat(sources).containsOnlyKeys("campus", "totara");
        assertThat(sources.get("campus").maxConcurrent()).isEqualTo(3);
        assertThat(sources.get("totara").timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sources.get("totara").publicUrl()).contains(URI.create("https://totara.example.org"));
        assertThat(sources.get("totara").token().toString()).doesNotContain(TOKEN);
    }

    @Test
    void looksForCertificatesFourTimesAnHour() {
        var certificates = config(CertificateConfig.class, Map.of());

        assertThat(certificates.scanEvery()).isEqualTo("PT15M");
        assertThat(certificates.overlap()).isEqualTo(Duration.ofHours(1));
        assertThat(certificates.verifyLimit()).isEqualTo(30);
        assertThat(certificates.verifyWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config(CertificateConfig.class, Map.of("isthmus.certificates.scan-every", "off"))
                        .scanEvery())
                .isEqualTo("off");
    }

    @Test
    void knowsTheWayIntoTheLms() {
        String url = "https://sso.example.org/sso/launch";

        assertThat(config(LaunchConfig.class, Map.of("isthmus.launch.url", url)).url())
                .isEqualTo(URI.create(url));
    }
}

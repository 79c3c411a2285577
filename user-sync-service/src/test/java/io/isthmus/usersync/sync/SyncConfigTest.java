package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.sync.Policy.Deprovision;
import io.isthmus.usersync.sync.SyncConfig.Correlation;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncConfigTest {

    @Test
    void byDefaultTheCmsOwnsEverythingAndSuspensionIsTheWorst() {
        SyncConfig config = config(Map.of());

        assertThat(config.fields()).isEmpty();
        assertThat(config.correlation()).containsExactly(Correlation.LINK, Correlation.IDNUMBER);
        assertThat(config.create()).isTrue();
        assertThat(config.deprovision()).isEqualTo(Deprovision.SUSPEND);
        assertThat(config.workers()).isEqualTo(64);
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void readsAFullExample() {
        SyncConfig config = config(Map.of(
                "isthmus.sync.fields.country.owner", "lms",
                "isthmus.sync.fields.locale.apply", "on-create",
                "isthmus.sync.correlation", "link,idnumber,verified-email",
                "isthmus.sync.create", "false",
                "isthmus.sync.deprovision", "unlink",
                "isthmus.sync.workers", "8",
                "isthmus.sync.poll", "PT2S"));

        assertThat(config.fields().get("country").owner()).isEqualTo(Side.LMS);
        assertThat(config.fields().get("country").apply()).isEqualTo(FieldPolicy.Apply.ALWAYS);
        assertThat(config.fields().get("locale").owner()).isEqualTo(Side.CMS);
        assertThat(config.fields().get("locale").apply()).isEqualTo(FieldPolicy.Apply.ON_CREATE);
        assertThat(config.correlation()).contains(Correlation.VERIFIED_EMAIL);
        assertThat(config.create()).isFalse();
        assertThat(config.deprovision()).isEqualTo(Deprovision.UNLINK);
        assertThat(config.workers()).isEqualTo(8);
        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesThatTheLmsOwnsGroups() {
        SyncConfig config = config(Map.of("isthmus.sync.fields.groups.owner", "lms"));

        assertThatThrownBy(() -> SyncWiring.fields(config))
                .hasMessageContaining("isthmus.sync.fields.groups.owner is cms");
        assertThat(SyncWiring.fields(config(Map.of("isthmus.sync.fields.groups.apply", "on-create"))))
                .containsKey("groups");
    }

    @Test
    void takesTheOwnerOfAFieldFromTheEnvironment() {
        var environment = new EnvConfigSource(Map.of("ISTHMUS_SYNC_FIELDS_COUNTRY_OWNER", "lms"), 300);

        SyncConfig config = new SmallRyeConfigBuilder()
                .withMapping(SyncConfig.class)
                .withSources(environment)
                .build()
                .getConfigMapping(SyncConfig.class);

        assertThat(config.fields().get("country").owner()).isEqualTo(Side.LMS);
    }

    @Test
    void retriesAfterASecondAtFirstAndNeverLessOftenThanEveryFiveMinutes() {
        RetryConfig config = new SmallRyeConfigBuilder()
                .withMapping(RetryConfig.class)
                .build()
                .getConfigMapping(RetryConfig.class);

        assertThat(config.first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.longest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.jitter()).isEqualTo(0.3);
    }

    private static SyncConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(SyncConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SyncConfig.class);
    }
}

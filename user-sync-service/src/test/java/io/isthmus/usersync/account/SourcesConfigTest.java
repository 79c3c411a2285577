package io.isthmus.usersync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesConfigTest {

    @Test
    void byDefaultTheIdnumberIsTheSourceAndTheUid() {
        Sources sources = sources(Map.of());

        assertThat(sources).isEqualTo(new Sources("cms", "lms", "cms:", Set.of()));
        assertThat(sources.keyOf("101")).isEqualTo("cms:101");
        assertThat(sources.uidIn("cms:101")).contains("101");
        assertThat(sources.uidIn("cms:")).isEmpty();
        assertThat(sources.uidIn("101")).isEmpty();
        assertThat(sources.sideOf("cms")).contains(Side.CMS);
        assertThat(sources.sideOf("crm")).isEmpty();
    }

    @Test
    void readsAFullExample() {
        Sources sources = sources(Map.of(
                "isthmus.cms.source", "intranet",
                "isthmus.lms.source", "academy",
                "isthmus.idnumber.prefix", "CMS-",
                "isthmus.idnumber.others", "alumni:,B-",
                "isthmus.login.privileged-ids", "2,17"));

        assertThat(sources)
                .isEqualTo(new Sources("intranet", "academy", "CMS-", Set.of("2", "17"), Set.of("alumni:", "B-")));
        assertThat(sources.isOfAnotherCms("alumni:101")).isTrue();
        assertThat(sources.isOfAnotherCms("CMS-101")).isFalse();
        assertThat(sources.keyOf("101")).isEqualTo("CMS-101");
    }

    @Test
    void refusesOneNameForBothSides() {
        assertThatIllegalArgumentException().isThrownBy(() -> sources(Map.of("isthmus.lms.source", "cms")));
    }

    @ParameterizedTest
    @CsvSource({
        "isthmus.cms.source, a:b",
        "isthmus.lms.source, -lms",
        "isthmus.lms.source, a/b",
        "isthmus.idnumber.prefix, cms",
        "isthmus.idnumber.others, cms:2:",
        "isthmus.idnumber.others, c"
    })
    void refusesNamesOfWhichOneUserCouldBeTakenForAnother(String property, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> sources(Map.of(property, value)));
    }

    @Test
    void hasANameAtKafkaThatNoOtherPairHas() {
        assertThat(config(Map.of()).instanceName()).isEqualTo("user-sync-service");
        assertThat(config(Map.of("isthmus.cms.source", "cms2", "isthmus.instance", "second"))
                        .instanceName())
                .isEqualTo("second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Map.of("isthmus.cms.source", "cms2")).instanceName())
                .withMessageContaining("user-sync-service-cms2-lms");
    }

    private static Sources sources(Map<String, String> properties) {
        return config(properties).sources();
    }

    private static SourcesConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(SourcesConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SourcesConfig.class);
    }
}

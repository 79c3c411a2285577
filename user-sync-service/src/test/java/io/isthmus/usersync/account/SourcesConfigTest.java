package io.isthmus.usersync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
                "isthmus.login.privileged-ids", "2,17"));

        assertThat(sources).isEqualTo(new Sources("intranet", "academy", "CMS-", Set.of("2", "17")));
        assertThat(sources.keyOf("101")).isEqualTo("CMS-101");
    }

    @Test
    void refusesOneNameForBothSides() {
        assertThatIllegalArgumentException().isThrownBy(() -> sources(Map.of("isthmus.lms.source", "cms")));
    }

    private static Sources sources(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(SourcesConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SourcesConfig.class)
                .sources();
    }
}

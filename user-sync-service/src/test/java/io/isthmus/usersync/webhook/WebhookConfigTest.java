package io.isthmus.usersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.webhook.WebhookConfig.Form;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookConfigTest {

    @Test
    void letsNobodyInUnlessToldTo() {
        assertThat(config(Map.of()).sources()).isEmpty();
    }

    @Test
    void hasDefaults() {
        var cms =
                config(Map.of("isthmus.webhooks.cms.secrets", "one")).sources().get("cms");

        assertThat(cms.secrets()).extracting(Secret::reveal).containsExactly("one");
        assertThat(cms.forms()).containsExactly(Form.ISTHMUS);
        assertThat(cms.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(cms.maxSize()).isEqualTo(262_144);
    }

    @Test
    void readsAFullExample() {
        var cms = config(Map.of(
                        "isthmus.webhooks.cms.secrets", "one,two",
                        "isthmus.webhooks.cms.forms", "isthmus,drupal",
                        "isthmus.webhooks.cms.window", "PT1M",
                        "isthmus.webhooks.cms.max-size", "1000"))
                .sources()
                .get("cms");

        assertThat(cms.secrets()).extracting(Secret::reveal).containsExactly("one", "two");
        assertThat(cms.forms()).containsExactlyInAnyOrder(Form.ISTHMUS, Form.DRUPAL);
        assertThat(cms.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(cms.maxSize()).isEqualTo(1000);
    }

    private static WebhookConfig config(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(WebhookConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return config.getConfigMapping(WebhookConfig.class);
    }
}

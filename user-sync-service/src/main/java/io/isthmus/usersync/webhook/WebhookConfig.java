package io.isthmus.usersync.webhook;

import io.isthmus.usersync.account.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may send changes by HTTP. */
@ConfigMapping(prefix = "isthmus.webhooks")
interface WebhookConfig {

    /** By source name; whoever is not in it is refused. */
    @WithParentName
    Map<String, Endpoint> sources();

    /** One source. */
    interface Endpoint {

        /** Any of these signs; two while one takes the other's place. At least 32 bytes each, 16 for Drupal's form. */
        List<Secret> secrets();

        /** How its requests are formed. */
        @WithDefault("isthmus")
        Set<Form> forms();

        /** How far a request's time may be from ours, either way; Drupal's form has none. */
        @WithDefault("PT5M")
        Duration window();

        /** Of a body, in bytes. */
        @WithDefault("262144")
        int maxSize();
    }

    /** Known forms. */
    enum Form {
        /** CloudEvents, signed by HMAC-SHA-256 over time and content. */
        ISTHMUS,
        /** Of Drupal's webhooks module: HMAC-SHA-1 over the body. */
        DRUPAL
    }
}

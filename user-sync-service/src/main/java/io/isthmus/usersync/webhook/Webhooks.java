package io.isthmus.usersync.webhook;

import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.webhook.Verdict.Refused;
import io.isthmus.usersync.webhook.WebhookConfig.Endpoint;
import io.isthmus.usersync.webhook.WebhookConfig.Form;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Tells whether a request is from who it says. */
@Singleton
class Webhooks {

    private static final int MIN_SECRET = 32;
    private static final int MIN_DRUPAL_SECRET = 16;

    private final Map<String, Endpoint> endpoints;
    private final CloudEventForm cloudEvents;
    private final DrupalForm drupal;

    Webhooks(WebhookConfig config, Sources sources, Clock clock) {
        this.endpoints = Map.copyOf(config.sources());
        this.cloudEvents = new CloudEventForm(clock);
        this.drupal = new DrupalForm(clock);
        endpoints.forEach((source, endpoint) -> check(source, endpoint, sources));
    }

    private static void check(String source, Endpoint endpoint, Sources sources) {
        String name = "isthmus.webhooks." + source;
        if (sources.sideOf(source).isEmpty()) {
            throw new IllegalArgumentException(name + ": there is no source of that name");
        }
        int least = endpoint.forms().contains(Form.ISTHMUS) ? MIN_SECRET : MIN_DRUPAL_SECRET;
        for (Secret secret : endpoint.secrets()) {
            if (secret.reveal().getBytes(StandardCharsets.UTF_8).length < least) {
                throw new IllegalArgumentException(name + ".secrets: at least " + least + " bytes");
            }
        }
    }

    Verdict judge(Delivery delivery) {
        Endpoint endpoint = endpoints.get(delivery.source());
        if (endpoint == null) {
            return new Refused("unknown-source");
        }
        if (delivery.body().length > endpoint.maxSize()) {
            return new Verdict.TooLarge();
        }
        boolean ofDrupal = delivery.headers().containsKey(DrupalForm.SIGNATURE);
        if (!endpoint.forms().contains(ofDrupal ? Form.DRUPAL : Form.ISTHMUS)) {
            return new Refused("wrong-form");
        }
        return ofDrupal ? drupal.read(delivery, endpoint) : cloudEvents.read(delivery, endpoint);
    }
}

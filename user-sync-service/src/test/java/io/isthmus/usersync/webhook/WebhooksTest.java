package io.isthmus.usersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Secret;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.webhook.Verdict.Ignored;
import io.isthmus.usersync.webhook.Verdict.Refused;
import io.isthmus.usersync.webhook.Verdict.Taken;
import io.isthmus.usersync.webhook.Verdict.TooLarge;
import io.isthmus.usersync.webhook.WebhookConfig.Endpoint;
import io.isthmus.usersync.webhook.WebhookConfig.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final byte[] BODY = "{\"specversion\":\"1.0\"}".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Webhooks webhooks = webhooks(List.of(Senders.SECRET), Set.of(Form.ISTHMUS, Form.DRUPAL));

    private static Webhooks webhooks(List<String> secrets, Set<Form> forms) {
        WebhookConfig config =
                () -> Map.of("cms", new Fixed(secrets.stream().map(Secret::of).toList(), forms));
        return new Webhooks(config, new Sources("cms", "lms", "cms:", Set.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private record Fixed(List<Secret> secrets, Set<Form> forms) implements Endpoint {
        @Override
        public Duration window() {
            return Duration.ofMinutes(5);
        }

        @Override
        public int maxSize() {
            return 10_000;
        }
    }

    private static Delivery structured(Instant time) {
        return new Delivery("cms", Senders.signed(BODY, Map.of(), time), BODY);
    }

    @ParameterizedTest
    @CsvSource({"0,true", "299,true", "300,true", "301,false", "-300,true", "-301,false"})
    void takesOnlyWhatWasSignedJustNow(long age, boolean taken) {
        Verdict verdict = webhooks.judge(structured(NOW.minusSeconds(age)));

        assertThat(verdict).isInstanceOf(taken ? Taken.class : Refused.class);
    }

    @Test
    void keepsTheBodyAsItCame() {
        var taken = (Taken) webhooks.judge(structured(NOW));

        assertThat(taken.message().raw()).isEqualTo(BODY);
        assertThat(taken.message().channel()).isEqualTo("webhook:cms");
    }

    @Test
    void refusesAChangedBodyTimeOrSecret() {
        Map<String, String> headers = Senders.signed(BODY, Map.of(), NOW);
        byte[] other = "{\"specversion\":\"1.1\"}".getBytes(StandardCharsets.UTF_8);
        var later = new HashMap<>(headers);
        later.put("isthmus-timestamp", String.valueOf(NOW.getEpochSecond() + 1));

        assertThat(webhooks.judge(new Delivery("cms", headers, other))).isEqualTo(new Refused("bad-signature"));
        assertThat(webhooks.judge(new Delivery("cms", later, BODY))).isEqualTo(new Refused("bad-signature"));
        assertThat(webhooks(List.of("another-webhook-secret-0123456789abc"), Set.of(Form.ISTHMUS))
                        .judge(structured(NOW)))
                .isEqualTo(new Refused("bad-signature"));
    }

    @Test
    void refusesWhatIsNotSignedAtAll() {
        assertThat(webhooks.judge(new Delivery("cms", Map.of(), BODY))).isEqualTo(new Refused("not-signed"));
        assertThat(webhooks.judge(new Delivery("cms", Map.of("isthmus-signature", "v1=zz"), BODY)))
                .isEqualTo(new Refused("bad-signature"));
        assertThat(webhooks.judge(new Delivery("lms", Senders.signed(BODY, Map.of(), NOW), BODY)))
                .isEqualTo(new Refused("unknown-source"));
    }

    @Test
    void takesBothSecretsWhileOneFollowsTheOther() {
        Webhooks rotating =
                webhooks(List.of("the-next-webhook-secret-0123456789ab", Senders.SECRET), Set.of(Form.ISTHMUS));

        assertThat(rotating.judge(structured(NOW))).isInstanceOf(Taken.class);
    }

    @Test
    void coversTheAttributesOfBinaryModeByTheSignature() {
        Map<String, String> headers =
                Senders.signed(BODY, Map.of("ce-id", "1", "ce-subject", "Fran%C3%A7ois+1%", "accept", "*/*"), NOW);
        var forged = new HashMap<>(headers);
        forged.put("ce-id", "2");
        var more = new HashMap<>(headers);
        more.put("ce-type", "io.isthmus.user.deleted.v1");

        var taken = (Taken) webhooks.judge(new Delivery("cms", headers, BODY));

        assertThat(taken.message().headers()).isEqualTo(Map.of("ce_id", "1", "ce_subject", "François+1%"));
        assertThat(webhooks.judge(new Delivery("cms", forged, BODY))).isEqualTo(new Refused("bad-signature"));
        assertThat(webhooks.judge(new Delivery("cms", more, BODY))).isEqualTo(new Refused("bad-signature"));
    }

    @Test
    void refusesABodyThatIsTooLargeBeforeItChecksAnything() {
        assertThat(webhooks.judge(new Delivery("cms", Map.of(), new byte[10_001])))
                .isInstanceOf(TooLarge.class);
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-01-user-create,0,io.isthmus.user.upserted.v1",
        "webhook-02-user-update,0,io.isthmus.user.upserted.v1",
        "webhook-05-user-cancel-by-jsonapi-delete,1,io.isthmus.user.upserted.v1",
        "webhook-06-user-delete,0,io.isthmus.user.deleted.v1"
    })
    void understandsWhatTheDrupalModuleSends(String recording, int index, String type) throws IOException {
        JsonNode received = Recordings.drupal(recording).path("received").path(index);
        byte[] body = JSON.writeValueAsBytes(received.path("body"));
        String delivery = received.path("headers").path("x-drupal-delivery").asText();

        var taken = (Taken) webhooks.judge(new Delivery("cms", Senders.drupal(body, "any", delivery), body));

        JsonNode event = JSON.readTree(taken.message().raw());
        assertThat(event.path("id").asText()).isEqualTo(delivery);
        assertThat(event.path("type").asText()).isEqualTo(type);
        assertThat(event.path("source").asText()).isEqualTo("cms");
        assertThat(event.path("data")).hasToString("{\"id\":\"247\"}");
    }

    @ParameterizedTest
    @CsvSource({"webhook-03-user-login,0", "webhook-04-user-logout,0", "webhook-05-user-cancel-by-jsonapi-delete,0"})
    void leavesAloneWhatIsNoChangeOfAUser(String recording, int index) throws IOException {
        byte[] body = JSON.writeValueAsBytes(
                Recordings.drupal(recording).path("received").path(index).path("body"));

        assertThat(webhooks.judge(new Delivery("cms", Senders.drupal(body, "any", "d-1"), body)))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void takesDrupalsFormOnlyWhereItIsAllowed() {
        Delivery delivery = new Delivery("cms", Senders.drupal(BODY, "entity:user:update", "d-1"), BODY);

        assertThat(webhooks(List.of(Senders.SECRET), Set.of(Form.ISTHMUS)).judge(delivery))
                .isEqualTo(new Refused("wrong-form"));
        assertThat(webhooks(List.of(Senders.SECRET), Set.of(Form.DRUPAL)).judge(structured(NOW)))
                .isEqualTo(new Refused("wrong-form"));
    }

    @Test
    void startsNotWithASecretThatIsTooShortOrASourceThatIsNone() {
        assertThatThrownBy(() -> webhooks(List.of("short-secret-0123"), Set.of(Form.ISTHMUS)))
                .hasMessageContaining("isthmus.webhooks.cms.secrets");
        assertThat(webhooks(List.of("short-secret-0123"), Set.of(Form.DRUPAL))).isNotNull();
    }
}

package io.isthmus.testbed.portal.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserEventWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final UserEventWriter writer =
            new UserEventWriter("cms", Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void writesAChangeAsTheSampleHasIt() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            PortalUser before = portal.updateUser(101, user -> user.lastName("Byron"));
            PortalUser after = portal.updateUser(101, user -> user.lastName("Lovelace"));

            UserEvent event = writer.write(before, after, Writer.PERSON);

            assertThat(Contracts.violations(event.body())).isEmpty();
            JsonNode sample = JSON.readTree(Contracts.sample("io.isthmus.user.upserted.v1"));
            JsonNode body = JSON.readTree(event.body());
            assertThat(keys(body)).isEqualTo(keys(sample));
            assertThat(body.get("data")).isEqualTo(sample.get("data"));
            assertThat(event.key()).isEqualTo("cms:101");
            assertThat(event.id()).isEqualTo(body.get("id").asText());
        }
    }

    @Test
    void writesADeletionAsTheSampleHasIt() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            UserEvent event = writer.write(portal.user(101).orElseThrow(), null, Writer.SITE);

            assertThat(Contracts.violations(event.body())).isEmpty();
            JsonNode sample = JSON.readTree(Contracts.sample("io.isthmus.user.deleted.v1"));
            JsonNode body = JSON.readTree(event.body());
            assertThat(keys(body)).isEqualTo(keys(sample));
            assertThat(body.get("data")).isEqualTo(sample.get("data"));
        }
    }

    @Test
    void doesNotGuessWhereAChangeByAProgramBegan() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            PortalUser before = portal.user(101).orElseThrow();
            PortalUser after =
                    portal.updateUser(101, user -> user.country("France").mail("new@example.org"));

            UserEvent event = writer.write(before, after, Writer.CONNECTOR);

            JsonNode body = JSON.readTree(event.body());
            assertThat(Contracts.violations(event.body())).isEmpty();
            assertThat(body.has("origin")).isFalse();
            assertThat(body.at("/data").has("country"))
                    .as("what is no ISO code is left out")
                    .isFalse();
        }
    }

    private static List<String> keys(JsonNode node) {
        var keys = new ArrayList<String>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}

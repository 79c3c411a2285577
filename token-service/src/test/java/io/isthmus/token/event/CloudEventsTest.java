package io.isthmus.token.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.wire.WireFormat;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same things as in contracts/samples happen here, and must give the samples. */
class CloudEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Subject ADA = Subject.ofUid("cms", "101");
    private static final SessionFacts SESSION = new SessionFacts("b2Jx4vN8pQ1rT6yW", ADA, "lms", "4");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC);

    private final CloudEvents events = new CloudEvents(CLOCK, new RandomText(new SecureRandom()), Optional::empty);

    @Test
    void acceptedLogin() throws JsonProcessingException {
        var user = new UserClaims(
                Optional.of("101"),
                "ada",
                Optional.of("ada@example.org"),
                true,
                Optional.of("Ada"),
                Optional.of("Lovelace"),
                Optional.of("en"),
                Optional.of("London"),
                Optional.of("GB"));

        OutgoingEvent event = events.accepted(new AcceptedLogin("Zb1yXw3mQ0aV5sT7uR9pLg", ADA, "lms", "portal", user));

        assertIsTheSample("io.isthmus.login.accepted.v1", event);
        assertThat(event.key()).isEqualTo("cms:101");
    }

    @Test
    void refusal() throws JsonProcessingException {
        var refusal = new Refusal(
                RefusalReason.NONCE_USED, Optional.of("portal"), Optional.of(WireFormat.JWE), Optional.of(ADA));

        assertIsTheSample("io.isthmus.login.refused.v1", events.refused(refusal, "7F3K-92QD", Optional.empty()));
    }

    @Test
    void startedSession() throws JsonProcessingException {
        OutgoingEvent event = events.started(SESSION, "portal", "userkey");

        assertIsTheSample("io.isthmus.session.started.v1", event);
        assertThat(event.key()).isEqualTo("cms:101");
    }

    @Test
    void endedSession() throws JsonProcessingException {
        assertIsTheSample("io.isthmus.session.ended.v1", events.ended(SESSION, "logout"));
    }

    @Test
    void useOfALegacyFormat() throws JsonProcessingException {
        OutgoingEvent event = events.legacyUsed("portal", "v1", Instant.parse("2030-01-01T00:00:00Z"));

        assertIsTheSample("io.isthmus.legacy.used.v1", event);
        assertThat(event.key()).isEqualTo("portal");
    }

    @Test
    void whatIsTracedCarriesItsContext() throws JsonProcessingException {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var traced = new CloudEvents(CLOCK, new RandomText(new SecureRandom()), () -> Optional.of(parent));

        OutgoingEvent event = traced.ended(SESSION, "logout");

        assertThat(JSON.readTree(event.json()).path("traceparent").asText()).isEqualTo(parent);
        assertThat(event.traceparent()).hasValue(parent);
        assertThat(Contracts.violations(event.json())).isEmpty();
    }

    @Test
    void aRefusalWithNothingKnownIsRightToo() {
        OutgoingEvent event = events.refused(Refusal.of(RefusalReason.MALFORMED), "7F3K-92QD", Optional.empty());

        assertThat(Contracts.violations(event.json())).isEmpty();
    }

    private static void assertIsTheSample(String type, OutgoingEvent event) throws JsonProcessingException {
        assertThat(Contracts.violations(event.json())).isEmpty();
        assertThat(withoutId(event.json())).isEqualTo(withoutId(Contracts.sample(type)));
    }

    private static JsonNode withoutId(String json) throws JsonProcessingException {
        return ((ObjectNode) JSON.readTree(json)).without("id");
    }
}

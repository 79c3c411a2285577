package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.people.PortalUser;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class TracesIT extends Between {

    private static final String PARENT = "00f067aa0ba902b7";
    private static final String UPDATE = "lms core_user_update_users";
    private static final String TURN = "person's turn";
    private static final int PEOPLE = 12;
    private static final Duration HELD = Duration.ofMillis(500);

    @Inject
    SpanLog spans;

    /** An account at the LMS that belongs to a user of the CMS, and is not linked. */
    private record Unlinked(PortalUser user, LmsUser account, String trace) {}

    private Unlinked unlinked() {
        PortalUser user = world.newcomer(false);
        world.settled(user.uid(), 1);
        LmsUser account = lms.addUser("known" + user.uid(), "Known", "Account", "known" + user.uid() + "@example.org");
        lms.state().saveUser(account.with("idnumber", "cms:" + user.uid()));
        return new Unlinked(user, account, UUID.randomUUID().toString().replace("-", ""));
    }

    private void tell(Unlinked person) {
        world.events.lmsChanged(person.account().id(), "00-" + person.trace() + "-" + PARENT + "-01");
    }

    @Test
    void goFromTheEventToTheRemoteCallsAndToTheEventsThatComeOfIt() {
        Unlinked person = unlinked();

        tell(person);
        Await.until("a link", () -> world.links(person.user().uid()).size() == 1);
        Await.until("the writing turn's end", () -> writing(person).isPresent());

        List<SpanData> trace = spans.of(person.trace());
        SpanData turn = writing(person).orElseThrow();
        assertThat(turn.getParentSpanId()).isEqualTo(PARENT);
        assertThat(trace)
                .anySatisfy(span -> {
                    assertThat(span.getName()).isEqualTo("journal");
                    assertThat(span.getParentSpanId()).isEqualTo(PARENT);
                })
                .anySatisfy(span -> isCall(span, "cms user by uid", turn))
                .anySatisfy(span -> isCall(span, "lms core_user_get_users_by_field", turn))
                .anySatisfy(span -> isCall(span, UPDATE, turn));
        assertThat(traceparents("isthmus.identity.links", person))
                .isNotEmpty()
                .allMatch(("00-" + person.trace() + "-" + turn.getSpanId() + "-01")::equals);
        assertThat(traceparents("isthmus.sync.outcomes", person))
                .isNotEmpty()
                .allMatch(("00-" + person.trace() + "-" + turn.getSpanId() + "-01")::equals);
        assertSaysNothingPersonal(trace, person);
    }

    /** Calls are held, so that who comes meanwhile waits for the next one; if nobody came in time, others do. */
    @Test
    void leadToACallThatManyShare() {
        try {
            Await.until("a call that more than one shares", () -> areLinkedByACall(tracedToTheEnd()));
        } finally {
            lms.faults().clear();
        }
    }

    private List<Unlinked> tracedToTheEnd() {
        List<Unlinked> people =
                IntStream.range(0, PEOPLE).mapToObj(n -> unlinked()).toList();
        lms.faults().set("core_user_get_users_by_field", Fault.slow(HELD));
        people.forEach(this::tell);
        Await.untilAsserted(
                "all calls",
                () -> assertThat(people)
                        .allSatisfy(person -> assertThat(spans.of(person.trace()))
                                .anyMatch(span -> span.getName().equals("lms core_user_get_users_by_field"))
                                .anyMatch(span -> span.getName().equals(UPDATE))));
        lms.faults().clear();
        return people;
    }

    private boolean areLinkedByACall(List<Unlinked> people) {
        return people.stream()
                .flatMap(person -> spans.of(person.trace()).stream())
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .anyMatch(span -> !span.getLinks().isEmpty());
    }

    /** The event names the account, so its person's turn only finds out whose it is; the user's turn follows. */
    private Optional<SpanData> writing(Unlinked person) {
        List<SpanData> trace = spans.of(person.trace());
        return trace.stream()
                .filter(span -> span.getName().equals(TURN))
                .filter(turn -> trace.stream()
                        .anyMatch(span -> span.getName().equals(UPDATE)
                                && span.getParentSpanId().equals(turn.getSpanId())))
                .findFirst();
    }

    private static void isCall(SpanData span, String name, SpanData turn) {
        assertThat(span.getName()).isEqualTo(name);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getParentSpanId()).isEqualTo(turn.getSpanId());
        assertThat(span.getAttributes().asMap()).containsValue("ok");
    }

    private List<String> traceparents(String topic, Unlinked person) {
        String key = "cms:" + person.user().uid();
        Await.until(
                "events at " + topic,
                () -> !world.topic(topic).events(event -> isAbout(event, key)).isEmpty());
        return world.topic(topic).events(event -> isAbout(event, key)).stream()
                .map(event -> event.path("traceparent").asText())
                .toList();
    }

    private static boolean isAbout(JsonNode event, String key) {
        String subject = event.path("subject").asText();
        return subject.equals(key) || subject.startsWith(key + ":");
    }

    private static void assertSaysNothingPersonal(List<SpanData> trace, Unlinked person) {
        assertThat(trace.toString().toLowerCase(Locale.ROOT))
                .doesNotContain(
                        person.user().name(),
                        person.user().mail(),
                        person.account().username(),
                        person.account().email(),
                        LmsOptions.LOCAL_TOKEN,
                        "authorization");
    }
}

package io.isthmus.course.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.testbed.contracts.Contracts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static Message message(String value, Map<String, String> headers) {
        return new Message(0, 1, "lms:4", value, headers);
    }

    @Test
    void readsStructuredMode() throws Exception {
        CloudEvent event = CloudEvents.read(message(
                Contracts.sample("io.isthmus.course.completed.v1"),
                Map.of("content-type", "application/cloudevents+json; charset=utf-8")));

        assertThat(event.type()).isEqualTo("io.isthmus.course.completed.v1");
        assertThat(event.source()).isEqualTo("lms");
        assertThat(event.text("lmsUserId")).isEqualTo("4");
    }

    @Test
    void readsBinaryMode() throws Exception {
        CloudEvent event = CloudEvents.read(message(
                "{\"lmsUserId\": 4, \"more\": {}}",
                Map.of(
                        "content-type", "application/json",
                        "ce_specversion", "1.0",
                        "ce_id", "1",
                        "ce_source", "lms",
                        "ce_type", "io.isthmus.course.completed.v1",
                        "ce_time", "2026-05-04T12:00:00+02:00",
                        "ce_colour", "blue")));

        assertThat(event.type()).isEqualTo("io.isthmus.course.completed.v1");
        assertThat(event.text("lmsUserId")).isEqualTo("4");
        assertThat(event.timeOr(Instant.EPOCH)).isEqualTo("2026-05-04T10:00:00Z");
    }

    @Test
    void refusesATimeThatIsNoneOnlyWhereItMatters() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"";
        CloudEvent odd = CloudEvents.read(message(event + ",\"time\":\"noon\"}", Map.of()));

        assertThat(odd.type()).isEqualTo("t");
        assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> odd.timeOr(Instant.EPOCH));
        assertThat(CloudEvents.read(message(event + "}", Map.of())).timeOr(Instant.EPOCH))
                .isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "1",
                "{}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"lms\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"lms\",\"type\":\"t\",\"data\":[]}",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"lms\",\"type\":\"t\"}",
            })
    void refusesWhatIsNoCloudEvent(String value) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> CloudEvents.read(message(value, Map.of())));
    }

    @Test
    void saysWhichFieldIsMissingButNoValue() throws Exception {
        CloudEvent event = CloudEvents.read(message(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{}}", Map.of()));

        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> event.text("lmsUserId"))
                .withMessage("no lmsUserId");
    }
}

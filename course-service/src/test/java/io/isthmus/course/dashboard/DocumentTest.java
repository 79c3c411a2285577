package io.isthmus.course.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.cache.JsonPiece;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final User ADA = new User("cms", "101", true);
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(90);
    private static final Failure NO_COURSES = new Failure("lms", "courses", Reason.TIMEOUT);
    private static final Failure NO_CERTIFICATES = new Failure("lms", "certificates", Reason.UNAVAILABLE);

    private static JsonPiece piece(String... ids) {
        return JsonPiece.of(
                JSON, List.of(ids).stream().map(id -> Map.of("id", id)).toList(), List.of(), Optional.empty());
    }

    private static Part<JsonPiece> nothing() {
        return Part.of(piece(), NOW, false);
    }

    @SafeVarargs
    private static Document with(Part<JsonPiece>... courses) {
        return new Document(JSON, ADA, NOW).with("courses", List.of(courses));
    }

    private static Told dashboard(Part<JsonPiece> courses, Part<JsonPiece> certificates) {
        return with(courses).with("certificates", List.of(certificates)).told();
    }

    private static JsonNode content(Told told) {
        try {
            return JSON.readTree(told.body().toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isWhatTheRecordsWouldBeWrittenAs() throws JsonProcessingException {
        var empty = new Dashboard(ADA, List.of(), List.of(), false, List.of(NO_COURSES));

        Told told = dashboard(Part.missing(JsonPiece.empty(), NOW, NO_COURSES), nothing());

        assertThat(told.body()).hasToString(JSON.writeValueAsString(empty));
    }

    @Test
    void joinsThePartsOfSeveralSources() {
        Told told = with(Part.of(piece("a:1", "a:2"), NOW, false), nothing(), Part.of(piece("b:1"), EARLIER, false))
                .told();

        assertThat(content(told).path("courses").findValuesAsText("id")).containsExactly("a:1", "a:2", "b:1");
        assertThat(told.readAt()).isEqualTo(EARLIER);
    }

    @Test
    void isStaleIfAPartIs() {
        Told told = dashboard(Part.of(piece("lms:2"), EARLIER, true), nothing());

        assertThat(content(told).path("stale").asBoolean()).isTrue();
        assertThat(content(told).path("failures")).isEmpty();
    }

    @Test
    void tellsWhatIsMissing() {
        Told told = dashboard(Part.missing(JsonPiece.empty(), NOW, NO_COURSES), nothing());

        assertThat(content(told).path("failures").path(0).path("part").asText()).isEqualTo("courses");
        assertThat(content(told).path("stale").asBoolean()).isFalse();
    }

    @Test
    void isNoDocumentIfEverythingIsMissing() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> dashboard(
                        Part.missing(JsonPiece.empty(), NOW, NO_COURSES),
                        Part.missing(JsonPiece.empty(), NOW, NO_CERTIFICATES)))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT));
    }

    @Test
    void hasATagOfItsContent() {
        String first = tag(Part.of(piece("lms:2"), NOW, false));

        assertThat(tag(Part.of(piece("lms:2"), EARLIER, false))).isEqualTo(first);
        assertThat(tag(Part.of(piece("lms:3"), NOW, false))).isNotEqualTo(first);
        assertThat(tag(Part.of(piece("lms:2"), NOW, true))).isNotEqualTo(first);
    }

    private static String tag(Part<JsonPiece> courses) {
        return dashboard(courses, nothing()).body().tag();
    }
}

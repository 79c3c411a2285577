package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the web services to what a real Moodle answered to the same requests. */
class RecordingsReplayTest {

    /** By the beginning of their names: what is not replayed here, and why. */
    private static final Map<String, String> NOT_REPLAYED = Map.of(
            "login-", "pages, held to their recordings by LoginRecordingsTest",
            "core_course_get_contents", "Isthmus does not call it",
            "core_course_search_courses", "Isthmus does not call it: it searches what it has cached",
            "core_enrol_get_enrolled_users", "Isthmus does not call it: it asks by user",
            "core_reportbuilder_list_reports", "Isthmus is told the number of its report",
            "core_reportbuilder_view_report", "Isthmus does not call it: it only says that somebody looked",
            "gradereport_", "Isthmus does not call it: no grades in the dashboard",
            "login_token", "Isthmus is given its token, it never asks for one with a password",
            "mod_customcert_delete_issue", "Isthmus never takes certificates back",
            "mod_customcert_get_element_html", "Isthmus does not call it");

    private static final List<String> REPLAYED = new ArrayList<>();

    private final Preparations preparations = new Preparations();

    static Stream<String> recordings() {
        return Recordings.names("moodle", "").stream()
                .filter(name -> NOT_REPLAYED.keySet().stream().noneMatch(name::startsWith));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void answersAsTheRealOne(String name) {
        try (LmsStandIn lms = Lab.start(Preparations.mappingField(name))) {
            preparations.prepare(name, lms);
            JsonNode recording = Recordings.moodle(name);

            HttpResponse<String> response = new Replay(lms).send(name);

            assertThat(response.statusCode()).isEqualTo(recording.get("status").asInt());
            compareBodies(recording, response);
            REPLAYED.add(name);
        }
    }

    private static void compareBodies(JsonNode recording, HttpResponse<String> response) {
        JsonNode recorded = recording.get("body");
        if (recorded.isTextual() && !recorded.asText().startsWith("<div")) {
            compareTexts(recorded.asText(), response);
            return;
        }
        JsonNode actual = LmsClient.json(response.body());
        assertThat(Shapes.differences(
                        recorded, actual, recording.path("trimmed").asBoolean()))
                .as(() -> "differences; the answer was " + actual)
                .isEmpty();
        if (recorded.has("exception") || recorded.has("warnings") && recorded.size() == 1) {
            assertThat(withoutCourse(actual)).isEqualTo(withoutCourse(recorded));
        }
    }

    /** Which course Moodle comes upon first is the database's affair. */
    private static JsonNode withoutCourse(JsonNode answer) {
        return LmsClient.json(answer.toString().replaceAll("course id:\\d+", "course id:?"));
    }

    private static void compareTexts(String recorded, HttpResponse<String> response) {
        if (recorded.equals("<PDF>")) {
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/pdf");
            assertThat(response.body()).startsWith("%PDF-1.");
            return;
        }
        String kind = recorded.substring(0, Math.min(12, recorded.length()));
        assertThat(response.body()).startsWith(kind);
        assertThat(response.body().isEmpty()).isEqualTo(recorded.isEmpty());
    }

    static Stream<String> createdAccounts() {
        return Recordings.names("moodle", "core_user_get_users_by_field--after-create-").stream();
    }

    @ParameterizedTest
    @MethodSource("createdAccounts")
    void storesANewAccountAsTheRealOne(String name) {
        try (LmsStandIn lms = Lab.start("username")) {
            preparations.prepare(name, lms);

            JsonNode actual = LmsClient.json(new Replay(lms).send(name).body()).get(0);

            JsonNode recorded = Recordings.moodle(name).at("/body/0");
            recorded.properties()
                    .forEach(field -> assertThat(actual.get(field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(field.getValue()));
            assertThat(List.of(actual.has("city"), actual.has("country"), actual.has("idnumber")))
                    .as("has city, country, idnumber")
                    .isEqualTo(List.of(recorded.has("city"), recorded.has("country"), recorded.has("idnumber")));
        }
    }

    static Stream<String> updatedAccounts() {
        return Recordings.names("moodle", "core_user_get_users_by_field--after-update-").stream();
    }

    /** Compares the columns the update named: stored, cut, emptied or left as they were. */
    @ParameterizedTest
    @MethodSource("updatedAccounts")
    void storesAChangeAsTheRealOne(String name) {
        String change = Preparations.change(
                "core_user_update_users--", name.substring("core_user_get_users_by_field--after-update-".length()));
        try (LmsStandIn lms = Lab.start("username")) {
            preparations.prepare(name, lms);

            JsonNode actual = LmsClient.json(new Replay(lms).send(name).body());

            JsonNode recorded = Recordings.moodle(name).get("body");
            Recordings.moodle(change).at("/request/params").properties().forEach(parameter -> {
                String[] path = parameter.getKey().split("[\\[\\]]+");
                boolean refused = Recordings.moodle(change).at("/body").has("exception");
                for (int i = 0; i < recorded.size() && !refused; i++) {
                    assertThat(actual.get(i).path(path[2]))
                            .as(path[2])
                            .isEqualTo(recorded.get(i).path(path[2]));
                }
            });
        }
    }

    static Stream<String> reports() {
        return Recordings.names("moodle", "core_reportbuilder_retrieve_report--").stream()
                .filter(name -> Recordings.moodle(name).at("/body").has("data"))
                .filter(name -> !Recordings.moodle(name).has("trimmed"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reportsTheRowsOfTheRealOne(String name) {
        try (LmsStandIn lms = Lab.start("username")) {
            preparations.prepare(name, lms);

            JsonNode actual = LmsClient.json(
                    new Replay(lms).send(name).body().replace(lms.url().toString(), "http://127.0.0.1:8081"));

            assertThat(actual.get("data")).isEqualTo(Recordings.moodle(name).at("/body/data"));
        }
    }

    @Test
    void replaysAllButAFewFunctionsThatIsthmusDoesNotCall() {
        assertThat(recordings()).hasSize(504);
        assertThat(Recordings.names("moodle", "")).hasSize(548);
        assertThat(NOT_REPLAYED.keySet())
                .allSatisfy(prefix -> assertThat(Recordings.names("moodle", prefix))
                        .as(prefix)
                        .isNotEmpty());
    }

    @AfterAll
    static void tellWhatWasReplayed() {
        int all = Recordings.names("moodle", "").size();
        System.out.println(
                "Replayed " + REPLAYED.size() + " of " + all + " Moodle recordings: " + String.join(", ", REPLAYED));
        NOT_REPLAYED.forEach((prefix, why) -> System.out.println(
                "Not replayed: " + Recordings.names("moodle", prefix).size() + " of " + prefix + "...: " + why));
    }
}

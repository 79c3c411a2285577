package io.isthmus.testbed.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.portal.RecordedRequest.Answer;
import io.isthmus.testbed.recordings.Recordings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the portal to what a real Drupal 10.2.6 answered. */
class DrupalRecordingsTest {

    /** Recordings that are not replayed: a pattern of their names and why. */
    private static final Map<String, String> EXCUSED = new TreeMap<>(Map.of(
            "rest-.*", "the portal does not speak Drupal's REST module; Isthmus uses the JSON:API",
            "session-2[78]-rest-.*", "the REST module again",
            "cookie-40-.*", "a matrix of what browsers send where, not of answers",
            "timing-01", "timings",
            "webhook-.*", "the portal tells Kafka of its changes, not webhooks",
            "jsonapi-write-90-.*", "a race; PortalTest runs it",
            "jsonapi-write-91-.*", "Drupal's race lets duplicate addresses in; the portal has none"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static int replayed;

    static Stream<String> recordings() {
        return Recordings.names("drupal", "").stream().filter(name -> excuse(name) == null);
    }

    private static @Nullable String excuse(String name) {
        return EXCUSED.entrySet().stream()
                .filter(entry -> name.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void answersAsDrupalDid(String name) throws Exception {
        JsonNode recording = Recordings.drupal(name);
        Answer answer;
        try (Portal portal = Portal.start(RecordedSite.options(name));
                var sender = new RecordedRequest.Sender(portal.port())) {
            RecordedSite.prepare(name, portal, sender);
            answer = sender.send(recording.get("request"), token(name, recording.get("request"), portal));
        }
        JsonNode expected = recording.get("response");
        assertThat(answer.status())
                .as("status; body %s", answer.body())
                .isEqualTo(expected.get("status").asInt());
        RecordedAnswer.assertHeaders(expected.get("headers"), answer.headers());
        String type = String.valueOf(answer.headers().get("Content-Type"));
        if (type.contains("json") && !answer.body().isEmpty()) {
            RecordedAnswer.assertSame(name, expected.get("body"), JSON.readTree(answer.body()));
        } else if (!type.startsWith("text/html") && !name.startsWith("session-1")) {
            assertThat(answer.body()).isEqualTo(expected.get("body").asText());
        }
        replayed++;
    }

    private static String token(String name, JsonNode request, Portal portal) {
        Matcher query =
                Pattern.compile("token=([^&]+)").matcher(request.get("url").asText());
        String recorded = query.find()
                ? query.group(1)
                : request.at("/headers/X-CSRF-Token").asText();
        return recorded.isEmpty() ? recorded : RecordedSite.token(name, recorded, portal);
    }

    @Test
    void everyExcuseIsUsed() {
        List<String> names = Recordings.names("drupal", "");

        assertThat(EXCUSED.keySet()).allSatisfy(pattern -> assertThat(names).anyMatch(name -> name.matches(pattern)));
    }

    @AfterAll
    static void print() {
        List<String> names = Recordings.names("drupal", "");
        long excused = names.stream().filter(name -> excuse(name) != null).count();
        System.out.printf("Drupal recordings: %d, replayed %d, excused %d%n", names.size(), replayed, excused);
        recordings().forEach(name -> System.out.println("  replayed " + name));
        EXCUSED.forEach((pattern, reason) -> System.out.println("  excused  " + pattern + ": " + reason));
    }
}

package io.isthmus.moodle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.mutiny.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer recorded at a real Moodle, sent again over HTTP; every request it was the answer to, made again. */
class RecordingsTest {

    private static final MoodleToken TOKEN = MoodleToken.of("TOKEN");
    private static final String SERVER = "/webservice/rest/server.php";
    private static final List<String> PROTOCOL =
            List.of("wstoken", "wsfunction", "moodlewsrestformat", "moodlewssettingraw");
    private static final Pattern PART = Pattern.compile("[^\\[\\]]+");
    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    /** Stated here once more, so that a change of the table is seen; what is left out is PERMANENT. */
    private static final Map<String, MoodleException.Kind> KINDS = Map.ofEntries(
            Map.entry("dbconnectionfailed", MoodleException.Kind.RETRYABLE),
            Map.entry("sitemaintenance", MoodleException.Kind.RETRYABLE),
            Map.entry("http-503", MoodleException.Kind.RETRYABLE),
            Map.entry("not-json", MoodleException.Kind.RETRYABLE),
            Map.entry("http-403", MoodleException.Kind.CONFIGURATION),
            Map.entry("accessexception", MoodleException.Kind.CONFIGURATION),
            Map.entry("errorcoursecontextnotvalid", MoodleException.Kind.CONFIGURATION),
            Map.entry("errorreportview", MoodleException.Kind.CONFIGURATION),
            Map.entry("invalidlogin", MoodleException.Kind.CONFIGURATION),
            Map.entry("invalidtoken", MoodleException.Kind.CONFIGURATION),
            Map.entry("nopermissions", MoodleException.Kind.CONFIGURATION),
            Map.entry("requireloginerror", MoodleException.Kind.CONFIGURATION),
            Map.entry("servicenotavailable", MoodleException.Kind.CONFIGURATION),
            Map.entry("wsaccessusersuspended", MoodleException.Kind.CONFIGURATION),
            Map.entry("wsusercannotassign", MoodleException.Kind.CONFIGURATION));

    private static Vertx vertx;
    private static ScriptedMoodle moodle;
    private static MoodleClient client;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        moodle = new ScriptedMoodle(vertx.getDelegate());
        client = new MoodleClient(vertx, new MoodleSettings(moodle.url(), TOKEN));
    }

    @AfterAll
    static void stop() {
        client.close();
        moodle.close();
        vertx.closeAndAwait();
        int sum = OUTCOMES.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Moodle recordings read: " + sum);
        OUTCOMES.forEach((outcome, count) -> System.out.println("  " + outcome + ": " + count));
    }

    static Stream<String> calls() {
        return Recordings.names("moodle", "").stream()
                .filter(name -> !name.startsWith("login-") && !name.startsWith("file_"));
    }

    static Stream<String> requests() {
        return calls().filter(name -> isOneOfOurs(Recordings.moodle(name).path("request")));
    }

    /** The recordings hold a few requests that this client cannot make: by GET, as XML, with a JSON body, elsewhere. */
    private static boolean isOneOfOurs(JsonNode request) {
        return request.path("path").asText().equals(SERVER)
                && request.path("method").asText().equals("POST")
                && request.path("format").asText().equals("json")
                && request.path("function").isTextual()
                && !request.has("content_type")
                && !request.path("params").has("values[...]");
    }

    static Stream<String> files() {
        return Recordings.names("moodle", "file_").stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void readsTheRecordedAnswer(String name) {
        JsonNode recording = Recordings.moodle(name);
        moodle.answering(response -> replay(recording, response));

        Object outcome =
                outcomeOf(() -> client.call("a_function", Map.of()).await().indefinitely());

        String expected = expectedErrorcode(recording);
        if (expected == null) {
            assertThat(outcome).isEqualTo(recording.path("body"));
            count("success");
            return;
        }
        assertRefused(outcome, expected);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void makesTheRecordedRequest(String name) {
        JsonNode request = Recordings.moodle(name).path("request");
        var recorded = new LinkedHashMap<String, String>();
        request.path("params")
                .properties()
                .forEach(param -> recorded.put(param.getKey(), param.getValue().asText()));
        moodle.answering(response -> response.end("null"));

        client.call(request.path("function").asText(), nested(recorded)).await().indefinitely();

        var sent = moodle.lastRequest();
        var form = new LinkedHashMap<>(sent.form());
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.path()).isEqualTo(SERVER);
        assertThat(sent.query()).isEmpty();
        assertThat(form)
                .containsEntry("wstoken", "TOKEN")
                .containsEntry("wsfunction", request.path("function").asText())
                .containsEntry("moodlewsrestformat", "json")
                .containsEntry("moodlewssettingraw", "true");
        PROTOCOL.forEach(form::remove);
        assertThat(form).isEqualTo(recorded);
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsTheRecordedFile(String name) {
        JsonNode recording = Recordings.moodle(name);
        String[] path = recording.path("request").path("path").asText().split("\\?");
        Map<String, String> query = ScriptedMoodle.pairs(path[1]);
        String token = query.remove("token");
        moodle.answering(response -> replay(recording, response));

        Object outcome = outcomeOf(() -> {
            MoodleFile file = client.download(path[0], query).await().indefinitely();
            assertThat(file.contentType()).isEqualTo("application/pdf");
            assertThat(file.filename()).isEqualTo("Safety_certificate.pdf");
            return content(file);
        });

        var sent = moodle.lastRequest();
        query.put("token", "TOKEN");
        assertThat(sent.path()).isEqualTo(path[0]);
        assertThat(sent.query()).isEqualTo(query);
        if (name.endsWith("--ok")) {
            assertThat(outcome).isEqualTo("<PDF>");
            count("success, a file");
            return;
        }
        assertRefused(outcome, "TOKEN".equals(token) ? "not-a-file" : "invalidtoken");
    }

    static String content(MoodleFile file) {
        return file.content().collect().asList().await().indefinitely().stream()
                .reduce(Buffer.buffer(), Buffer::appendBuffer)
                .toString();
    }

    private static void assertRefused(Object outcome, String errorcode) {
        assertThat(outcome).isInstanceOf(MoodleException.class);
        var refusal = (MoodleException) outcome;
        assertThat(refusal.errorcode()).isEqualTo(errorcode);
        assertThat(refusal.kind()).isEqualTo(KINDS.getOrDefault(errorcode, MoodleException.Kind.PERMANENT));
        count(refusal.kind() + " " + errorcode);
    }

    private static @Nullable String expectedErrorcode(JsonNode recording) {
        JsonNode body = recording.path("body");
        if (recording.path("status").asInt() != 200) {
            return "http-" + recording.path("status").asInt();
        }
        if (body.has("exception") || body.has("error")) {
            String code = body.path("errorcode").asText("no-errorcode");
            return code.contains("<") ? "no-errorcode" : code;
        }
        return isJson(recording) ? null : "not-json";
    }

    private static boolean isJson(JsonNode recording) {
        return recording.path("headers").path("Content-Type").asText().startsWith("application/json");
    }

    private static void replay(JsonNode recording, HttpServerResponse response) {
        JsonNode body = recording.path("body");
        response.setStatusCode(recording.path("status").asInt());
        recording
                .path("headers")
                .properties()
                .forEach(header ->
                        response.putHeader(header.getKey(), header.getValue().asText()));
        boolean json = !body.isTextual() || isJson(recording) && !body.asText().isEmpty();
        response.end(Buffer.buffer(json ? body.toString() : body.asText()));
    }

    private static Object outcomeOf(java.util.function.Supplier<Object> call) {
        try {
            return call.get();
        } catch (MoodleException e) {
            return e;
        }
    }

    private static void count(String outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    /** Turns {@code users[0][id]} back into maps and lists. */
    private static Map<String, Object> nested(Map<String, String> flat) {
        var root = new LinkedHashMap<String, Object>();
        flat.forEach((name, value) -> {
            List<String> path =
                    PART.matcher(name).results().map(match -> match.group()).toList();
            place(root, path, value);
        });
        root.replaceAll((name, value) -> withLists(value));
        return root;
    }

    @SuppressWarnings("unchecked")
    private static void place(Map<String, Object> at, List<String> path, String value) {
        Map<String, Object> here = at;
        for (String part : path.subList(0, path.size() - 1)) {
            here = (Map<String, Object>) here.computeIfAbsent(part, key -> new LinkedHashMap<String, Object>());
        }
        here.put(path.get(path.size() - 1), value);
    }

    private static Object withLists(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        boolean list = IntStream.range(0, map.size()).allMatch(i -> map.containsKey(String.valueOf(i)));
        if (list) {
            var items = new ArrayList<Object>();
            IntStream.range(0, map.size())
                    .forEach(i -> items.add(withLists(requireNonNull(map.get(String.valueOf(i))))));
            return items;
        }
        var fields = new LinkedHashMap<Object, Object>();
        map.forEach((key, item) -> fields.put(key, withLists(item)));
        return fields;
    }
}

package io.isthmus.course.moodle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.isthmus.course.MovingClock;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.Caches;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.enrolment.Enrolment;
import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.isthmus.testbed.recordings.Recordings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of each recorded answer of a real Moodle about courses, enrolments, completion, badges and certificates:
 * sent over HTTP, read, and kept in a cache or kept out of it. The expected outcomes stand in {@code outcomes.csv}.
 */
class OutcomesTest {

    private static final List<String> PREFIXES = List.of(
            "core_course_",
            "core_enrol_get_users_courses",
            "core_completion_",
            "core_badges_",
            "mod_customcert_",
            "tool_certificate_");
    private static final Map<String, String> SEEN = new TreeMap<>();
    private static final Map<String, String> EXPECTED = expected();

    private static final JsonNode NONE = JsonNodeFactory.instance.arrayNode();
    private static final LmsPages PAGES =
            new LmsPages(URI.create("https://lms.example.org"), URI.create("https://sso.example.org/sso/launch"));

    private static final Map<String, Function<JsonNode, String>> READERS = Map.of(
            "core_enrol_get_users_courses", OutcomesTest::enrolments,
            "core_course_get_courses_by_field",
                    answer -> {
                        var courses = MoodleCatalog.courses(answer, NONE, "lms", PAGES)
                                .courses();
                        long hidden = courses.stream()
                                .filter(course -> !course.visible())
                                .count();
                        return courses.size() + " courses, " + hidden + " hidden";
                    },
            "core_course_get_categories",
                    answer -> MoodleCatalog.courses(NONE, answer, "lms", PAGES)
                                    .categories()
                                    .size() + " categories",
            "core_course_get_course_module_by_instance",
                    answer -> "course " + answer.path("cm").path("course").asText(),
            "core_completion_get_course_completion_status",
                    answer -> MoodleEnrolments.completedAt(answer)
                            .map(at -> "completed " + at)
                            .orElse("not completed"),
            "core_badges_get_user_badges",
                    answer -> MoodleCertificates.badges(answer, "lms").issues().size() + " badges",
            "mod_customcert_list_issues",
                    answer -> MoodleCertificates.issues(answer).size() + " certificates of "
                            + MoodleCertificates.page(answer, "lms").issues().size() + " people");

    private static Vertx vertx;
    private static HttpServer server;
    private static MoodleClient client;
    private static volatile JsonNode recording;

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = recording.path("body").toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(recording.path("status").asInt(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new MoodleClient(
                vertx,
                new MoodleSettings(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        MoodleToken.of("0123456789abcdef0123456789abcdef")));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.stop(0);
        vertx.closeAndAwait();
        System.out.println("Recordings read by course-service: " + SEEN.size());
        SEEN.forEach((name, outcome) -> System.out.println("  " + name + ": " + outcome));
    }

    private static Map<String, String> expected() {
        try (var file = OutcomesTest.class.getResourceAsStream("/outcomes.csv")) {
            return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(";", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> recordings() {
        return PREFIXES.stream().flatMap(prefix -> Recordings.names("moodle", prefix).stream());
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsWhatARealMoodleAnswered(String name) {
        recording = Recordings.moodle(name);
        String function = name.substring(0, name.indexOf("--"));
        var loads = new AtomicInteger();
        AnswerCache cache = Caches.withClock(new MovingClock());
        Kind<String> kind = Kind.ofCourses(function);

        String first = ask(cache, kind, function, loads);
        String second = ask(cache, kind, function, loads);

        SEEN.put(name, first);
        assertThat(second).isEqualTo(first);
        assertThat(loads).as("errors are asked for again, answers are kept").hasValue(isError(first) ? 2 : 1);
        assertThat(first).isEqualTo(EXPECTED.get(name));
    }

    @Test
    void expectsNothingThatWasNotRecorded() {
        assertThat(EXPECTED.keySet())
                .containsExactlyInAnyOrderElementsOf(recordings().toList());
    }

    private static boolean isError(String outcome) {
        return outcome.startsWith("kept out: ");
    }

    private static String ask(AnswerCache cache, Kind<String> kind, String function, AtomicInteger loads) {
        try {
            return cache.get(kind.of("lms", ""), () -> {
                        loads.incrementAndGet();
                        return read(function);
                    })
                    .await()
                    .indefinitely()
                    .value();
        } catch (SourceException e) {
            return "kept out: " + e.reason().word();
        }
    }

    private static Uni<String> read(String function) {
        return client.call(function, Map.of())
                .onFailure(MoodleException.class)
                .transform(failure -> new SourceException("lms", MoodleSite.reason((MoodleException) failure)))
                .map(answer -> Optional.ofNullable(READERS.get(function))
                        .map(reader -> reader.apply(answer))
                        .orElse("well-formed, not asked for by this service"));
    }

    private static String enrolments(JsonNode answer) {
        List<Enrolment> enrolments = MoodleEnrolments.enrolments(answer, "lms");
        long untracked =
                enrolments.stream().filter(one -> one.progress() == null).count();
        String told = MoodleEnrolments.progressTold(answer)
                .map(shown -> shown ? "" : ", no permission to see progress")
                .orElse("");
        return enrolments.size() + " courses, " + untracked + " not tracked" + told;
    }
}

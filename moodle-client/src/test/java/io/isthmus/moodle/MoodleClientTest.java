package io.isthmus.moodle;

import static io.isthmus.moodle.MoodleException.Kind.CONFIGURATION;
import static io.isthmus.moodle.MoodleException.Kind.PERMANENT;
import static io.isthmus.moodle.MoodleException.Kind.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.mutiny.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoodleClientTest {

    private static final String SECRET = "5ecretTokenOfTheService";
    private static final int MAX_BYTES = 10_000;
    private static final String JSON = "application/json";
    private static final String PDF = "/mod/customcert/mobile/pluginfile.php";

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedMoodle moodle = new ScriptedMoodle(vertx.getDelegate());
    private MoodleClient client;

    @BeforeEach
    void connect() {
        client = client(moodle.url(), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        client.close();
        moodle.close();
        vertx.closeAndAwait();
    }

    private MoodleClient client(URI url, Duration timeout) {
        return new MoodleClient(vertx, new MoodleSettings(url, MoodleToken.of(SECRET), timeout, MAX_BYTES));
    }

    private JsonNode call() {
        return client.call("core_course_get_courses", Map.of()).await().indefinitely();
    }

    private MoodleException refusal() {
        return catchThrowableOfType(MoodleException.class, this::call);
    }

    private void assertRefused(String errorcode, MoodleException.Kind kind) {
        MoodleException refusal = refusal();
        assertThat(refusal.errorcode()).isEqualTo(errorcode);
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal).hasMessage("core_course_get_courses: " + errorcode + " (" + kind + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<br />\n<b>Warning</b>:  Undefined array key \"[1]\" in <b>/lib/a.php</b> on line <b>3</b><br />\n",
                "<br />\n<b>Deprecated</b>:  x<br />\n<br />\n<b>Notice</b>:  {y} in <b>/b.php</b> on line <b>9</b><br />\n",
                "\nWarning: Undefined variable $x in /lib/a.php on line 3\n",
            })
    void readsTheAnswerBehindPhpDiagnostics(String diagnostics) {
        moodle.answering(200, JSON, diagnostics + "[{\"id\":2}]");

        assertThat(call().path(0).path("id").asInt()).isEqualTo(2);
    }

    @Test
    void seesTheExceptionBehindPhpDiagnostics() {
        moodle.answering(
                200,
                JSON,
                "<br />\n<b>Warning</b>:  x<br />\n{\"exception\":\"e\",\"errorcode\":\"invalidtoken\",\"message\":\"m\"}");

        assertRefused("invalidtoken", CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[{\"id\":2}", "{\"users\":[{\"id\":2,\"name\":\"Ad"})
    void refusesTruncatedAnswer(String body) {
        moodle.answering(200, JSON, body);

        assertRefused(Errorcodes.TRUNCATED, RETRYABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Log in</body></html>",
                "<br />\n<b>Fatal error</b>:  Allowed memory size exhausted",
                "[] []",
                "<?xml version=\"1.0\"?><RESPONSE/>",
            })
    void refusesWhatIsNotJson(String body) {
        moodle.answering(200, "text/html", body);

        assertRefused(Errorcodes.NOT_JSON, RETRYABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "403, CONFIGURATION",
        "401, CONFIGURATION",
        "404, CONFIGURATION",
        "413, PERMANENT",
        "429, RETRYABLE",
        "500, RETRYABLE",
        "502, RETRYABLE",
        "503, RETRYABLE",
    })
    void tellsRefusalsByStatusWhenThereIsNoErrorcode(int status, MoodleException.Kind kind) {
        moodle.answering(status, "text/html", status == 403 ? "" : "<html>no</html>");

        assertRefused("http-" + status, kind);
    }

    @Test
    void prefersTheErrorcodeToTheStatus() {
        moodle.answering(500, JSON, "{\"exception\":\"e\",\"errorcode\":\"invalidparameter\",\"message\":\"m\"}");

        assertRefused("invalidparameter", PERMANENT);
    }

    @Test
    void takesUnknownErrorcodeAsPermanent() {
        moodle.answering(200, JSON, "{\"exception\":\"e\",\"errorcode\":\"neverheardof\",\"message\":\"m\"}");

        assertRefused("neverheardof", PERMANENT);
    }

    @Test
    void neverFollowsRedirects() {
        var elsewhere = new ScriptedMoodle(vertx.getDelegate());
        moodle.answering(response -> response.setStatusCode(307)
                .putHeader("Location", elsewhere.url() + "/webservice/rest/server.php")
                .end());

        assertRefused("http-307", CONFIGURATION);
        assertThat(elsewhere.requests()).isEmpty();
        elsewhere.close();
    }

    @Test
    void refusesAnswerLongerThanAllowed() {
        moodle.answering(200, JSON, "\"" + "x".repeat(MAX_BYTES) + "\"");

        assertRefused(Errorcodes.TOO_LARGE, PERMANENT);
    }

    @Test
    void stopsReadingEndlessAnswer() {
        var dropped = new AtomicBoolean();
        moodle.answering(response -> {
            response.setChunked(true).closeHandler(closed -> dropped.set(true));
            pour(response);
        });

        assertRefused(Errorcodes.TOO_LARGE, PERMANENT);
        Await.until("the connection to be dropped", dropped::get);
    }

    private static void pour(HttpServerResponse response) {
        response.write(Buffer.buffer(new byte[1000])).onSuccess(written -> pour(response));
    }

    @Test
    void givesUpWaitingForTheAnswer() {
        client = client(moodle.url(), Duration.ofMillis(200));
        moodle.answering(response -> {});

        assertRefused(Errorcodes.TIMED_OUT, RETRYABLE);
    }

    @Test
    void givesUpOnAnswerThatDribbles() {
        client = client(moodle.url(), Duration.ofMillis(300));
        moodle.answering(response -> {
            response.setChunked(true).write("[");
            vertx.getDelegate().setPeriodic(20, id -> response.write(" "));
        });

        assertRefused(Errorcodes.TIMED_OUT, RETRYABLE);
    }

    @Test
    void tellsWhenNobodyListens() {
        moodle.close();

        assertRefused(Errorcodes.NO_CONNECTION, RETRYABLE);
    }

    @Test
    void tellsWhenTheConnectionBreaks() {
        moodle.answering(response -> {
            response.putHeader("Content-Length", "100").write("[{");
            vertx.getDelegate().setTimer(50, id -> response.reset());
        });

        assertRefused(Errorcodes.NO_CONNECTION, RETRYABLE);
    }

    @Test
    void dropsTheConnectionWhenTheCallIsCancelled() {
        var dropped = new AtomicBoolean();
        moodle.answering(response -> response.closeHandler(closed -> dropped.set(true)));
        var subscription =
                client.call("core_course_get_courses", Map.of()).subscribe().with(item -> {});
        Await.until("the request to arrive", () -> !moodle.requests().isEmpty());

        subscription.cancel();

        Await.until("the connection to be dropped", dropped::get);
    }

    @Test
    void refusesMoreFieldsThanPhpReads() {
        List<Integer> ids = IntStream.range(0, 997).boxed().toList();

        MoodleException refusal = catchThrowableOfType(
                MoodleException.class,
                () -> client.call("core_course_get_courses", Map.of("ids", ids))
                        .await()
                        .indefinitely());

        assertThat(refusal.errorcode()).isEqualTo(Errorcodes.TOO_MANY_FIELDS);
        assertThat(refusal.kind()).isEqualTo(PERMANENT);
        assertThat(moodle.requests()).isEmpty();
        client.call("core_course_get_courses", Map.of("ids", ids.subList(0, 996)))
                .await()
                .indefinitely();
        assertThat(moodle.lastRequest().form()).hasSize(1000);
    }

    @Test
    void spellsBooleansAsMoodleReadsThem() {
        client.call("f", Map.of("users", List.of(Map.of("suspended", true)), "notify", false))
                .await()
                .indefinitely();

        assertThat(moodle.lastRequest().form())
                .containsEntry("users[0][suspended]", "1")
                .containsEntry("notify", "0");
    }

    @Test
    void refusesParameterWithoutSpelling() {
        var parameters = Collections.singletonMap("ids", (Object) null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.call("f", parameters).await().indefinitely())
                .withMessage("parameter ids is neither text, number nor boolean");
    }

    @Test
    void callsMoodleUnderItsPath() {
        client = client(URI.create(moodle.url() + "/moodle/"), Duration.ofSeconds(20));

        call();

        assertThat(moodle.lastRequest().path()).isEqualTo("/moodle/webservice/rest/server.php");
    }

    @Test
    void readsLengthAndNameOfFile() {
        moodle.answering(response -> response.putHeader("Content-Type", "application/pdf")
                .putHeader("Content-Disposition", "inline; filename*=UTF-8''Z%C3%A9ro%2Fa%22.pdf; filename=\"x.pdf\"")
                .end("%PDF-1.7"));

        MoodleFile file = client.download(PDF, Map.of("userid", 4)).await().indefinitely();

        assertThat(file.length()).isEqualTo(8);
        assertThat(file.filename()).isEqualTo("Zéro_a_.pdf");
        assertThat(RecordingsTest.content(file)).isEqualTo("%PDF-1.7");
    }

    @Test
    void stopsReadingEndlessFile() {
        moodle.answering(response -> {
            response.putHeader("Content-Type", "application/pdf").setChunked(true);
            pour(response);
        });
        MoodleFile file = client.download(PDF, Map.of()).await().indefinitely();

        var failure = catchThrowableOfType(MoodleException.class, () -> RecordingsTest.content(file));

        assertThat(failure.errorcode()).isEqualTo(Errorcodes.TOO_LARGE);
    }

    @Test
    void tellsWhenFileBreaksOff() {
        moodle.answering(response -> {
            response.putHeader("Content-Type", "application/pdf").putHeader("Content-Length", "100");
            response.write("%PDF");
            vertx.getDelegate().setTimer(50, id -> response.reset());
        });
        MoodleFile file = client.download(PDF, Map.of()).await().indefinitely();

        var failure = catchThrowableOfType(MoodleException.class, () -> RecordingsTest.content(file));

        assertThat(failure.errorcode()).isEqualTo(Errorcodes.NO_CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/x", "/a/../b", "x", "/a?b", "/a#b", "https://evil.example/"})
    void downloadsFromTheSiteOnly(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> client.download(path, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalidtoken", "timeout", "refused", "status", "broken"})
    void neverTellsTheToken(String fault) {
        client = client(moodle.url(), Duration.ofMillis(300));
        switch (fault) {
            case "timeout" -> moodle.answering(response -> {});
            case "refused" -> moodle.close();
            case "status" -> moodle.answering(500, "text/html", SECRET);
            case "broken" -> moodle.answering(response -> response.reset());
            default ->
                moodle.answering(
                        200, JSON, "{\"error\":\"" + SECRET + "\",\"errorcode\":\"invalidtoken\",\"debuginfo\":null}");
        }

        var failure = catchThrowable(
                () -> client.download(PDF, Map.of("userid", 4)).await().indefinitely());

        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(failure).isInstanceOf(MoodleException.class);
        assertThat(trace.toString()).doesNotContain(SECRET);
        assertThat(new MoodleSettings(moodle.url(), MoodleToken.of(SECRET)).toString())
                .doesNotContain(SECRET);
    }
}

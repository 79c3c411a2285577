package io.isthmus.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.mutiny.core.Vertx;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the REST web services of one Moodle, always by POST, and reads its files. Redirects are never followed.
 *
 * @see <a href="https://moodledev.io/docs/apis/subsystems/external">Moodle's external services</a>
 */
public final class MoodleClient implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(MoodleClient.class.getName());
    private static final String SERVER = "/webservice/rest/server.php";
    private static final int CONNECTIONS = 32;
    private static final int MAX_WAITING = 1000;

    /** Seconds; below the 5 s after which a stock Apache closes an idle connection. */
    private static final int KEEP_ALIVE = 4;

    private final io.vertx.core.Vertx vertx;
    private final MoodleSettings settings;
    private final HttpClient calls;
    private final HttpClient files;
    private final AtomicBoolean diagnosticsSeen = new AtomicBoolean();

    public MoodleClient(Vertx vertx, MoodleSettings settings) {
        this.vertx = vertx.getDelegate();
        this.settings = settings;
        this.calls = client(options());
        this.files = client(options().setTracingPolicy(TracingPolicy.IGNORE));
    }

    private HttpClientOptions options() {
        int millis = (int) Math.min(settings.timeout().toMillis(), Integer.MAX_VALUE);
        return new HttpClientOptions()
                .setConnectTimeout(millis)
                .setIdleTimeout(millis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(KEEP_ALIVE);
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    }

    /**
     * Calls a web-service function; each subscription is a call.
     *
     * @param parameters text, numbers, booleans, and lists and maps of them
     * @return what Moodle answered, {@code NullNode} for {@code null}; fails with {@link MoodleException}, or with
     *     {@link IllegalArgumentException} if a parameter cannot be sent
     */
    public Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        return Uni.createFrom().deferred(() -> {
            MoodleForm form = form(function, parameters);
            if (form.isTooLong()) {
                return Uni.createFrom().failure(MoodleAnswer.failure(function, Errorcodes.TOO_MANY_FIELDS));
            }
            RequestOptions request = request(HttpMethod.POST, settings.resolve(SERVER))
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8")
                    .putHeader(HttpHeaders.ACCEPT, "application/json");
            return exchange(
                    calls,
                    function,
                    request,
                    form.encoded(),
                    (exchange, response) -> exchange.collect(
                            response, body -> exchange.succeed(read(function, response.statusCode(), body))));
        });
    }

    /**
     * Fetches a file from one of Moodle's token-authenticated scripts, such as {@code
     * /mod/customcert/mobile/pluginfile.php}. Their protocol wants the token in the query of a GET: this is the one
     * place where it stands in a URL, on the way from here to Moodle only; the request is left out of traces.
     *
     * @param localPath begins with one slash, without query
     * @return the file's head and its content as it comes; fails with {@link MoodleException} if Moodle sends an error
     *     or nothing in its place
     */
    public Uni<MoodleFile> download(String localPath, Map<String, ?> query) {
        if (!localPath.matches("/[A-Za-z0-9_-][A-Za-z0-9_./-]*") || localPath.contains("..")) {
            throw new IllegalArgumentException("not a path of a Moodle script");
        }
        return Uni.createFrom().deferred(() -> {
            String encoded = MoodleForm.of(query)
                    .with("token", settings.token().reveal())
                    .encoded();
            RequestOptions request = request(HttpMethod.GET, settings.resolve(localPath) + "?" + encoded);
            return exchange(
                    files, localPath, request, "", (exchange, response) -> receive(localPath, exchange, response));
        });
    }

    private MoodleForm form(String function, Map<String, ?> parameters) {
        return MoodleForm.of(parameters)
                .with("wstoken", settings.token().reveal())
                .with("wsfunction", function)
                .with("moodlewsrestformat", "json")
                .with("moodlewssettingraw", "true");
    }

    private RequestOptions request(HttpMethod method, String uri) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(settings.url().getHost())
                .setPort(settings.port())
                .setSsl(settings.ssl())
                .setURI(uri)
                .setFollowRedirects(false);
    }

    private <T> Uni<T> exchange(
            HttpClient http,
            String function,
            RequestOptions options,
            String body,
            BiConsumer<Exchange<T>, HttpClientResponse> answered) {
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange<T>(vertx, function, settings, emitter);
            http.request(options)
                    .onSuccess(request -> send(exchange, request, body, answered))
                    .onFailure(failure -> exchange.fail(Errorcodes.NO_CONNECTION));
        });
    }

    /** Listens before it sends, in one turn of the context: an answer nobody listens to yet would be lost. */
    private static <T> void send(
            Exchange<T> exchange,
            HttpClientRequest request,
            String body,
            BiConsumer<Exchange<T>, HttpClientResponse> answered) {
        request.response()
                .onSuccess(response -> answered.accept(exchange, response))
                .onFailure(failure -> exchange.fail(Errorcodes.NO_CONNECTION));
        if (exchange.begin(request)) {
            request.send(body);
        }
    }

    private JsonNode read(String function, int status, String body) {
        MoodleAnswer.Read read = MoodleAnswer.read(function, status, body);
        if (read.withDiagnostics() && diagnosticsSeen.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "PHP warnings before the answer: display_errors is on at the LMS");
        }
        return read.body();
    }

    private void receive(String path, Exchange<MoodleFile> exchange, HttpClientResponse response) {
        String type = mediaType(response.getHeader(HttpHeaders.CONTENT_TYPE));
        if (response.statusCode() == 200 && !type.equals("application/json") && !type.equals("text/html")) {
            exchange.succeed(file(path, type, response));
            return;
        }
        exchange.collect(response, body -> {
            if (!body.isBlank()) {
                MoodleAnswer.read(path, response.statusCode(), body);
            }
            throw MoodleAnswer.failure(path, Errorcodes.NOT_A_FILE);
        });
    }

    private MoodleFile file(String path, String type, HttpClientResponse response) {
        response.pause();
        var received = new AtomicLong();
        Multi<Buffer> content = io.vertx.mutiny.core.http.HttpClientResponse.newInstance(response)
                .toMulti()
                .onItem()
                .transform(io.vertx.mutiny.core.buffer.Buffer::getDelegate)
                .onFailure()
                .transform(failure -> MoodleAnswer.failure(path, Errorcodes.NO_CONNECTION))
                .invoke(part -> {
                    if (received.addAndGet(part.length()) > settings.maxResponseBytes()) {
                        throw MoodleAnswer.failure(path, Errorcodes.TOO_LARGE);
                    }
                })
                .onFailure()
                .invoke(failure -> response.request().reset())
                .onCancellation()
                .invoke(() -> {
                    // Nobody is there any more to be told that it broke off.
                    response.exceptionHandler(ignored -> {});
                    response.request().reset();
                });
        String filename = MoodleFile.filenameIn(response.getHeader("Content-Disposition"));
        return new MoodleFile(type, filename, length(response.getHeader(HttpHeaders.CONTENT_LENGTH)), content);
    }

    private static String mediaType(@Nullable String contentType) {
        String value = contentType == null ? "application/octet-stream" : contentType;
        return value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static long length(@Nullable String contentLength) {
        return contentLength != null && contentLength.matches("\\d{1,18}") ? Long.parseLong(contentLength) : -1;
    }

    @Override
    public void close() {
        calls.close();
        files.close();
    }
}

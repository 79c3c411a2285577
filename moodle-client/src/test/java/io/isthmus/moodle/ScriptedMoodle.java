package io.isthmus.moodle;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP server that gives the answer it was told to, and remembers what it was asked. */
final class ScriptedMoodle implements AutoCloseable {

    record Request(String method, @Nullable String path, Map<String, String> query, Map<String, String> form) {}

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerResponse> answer = response -> response.end("null");

    ScriptedMoodle(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requests.add(new Request(
                    request.method().name(), request.path(), pairs(request.query()), pairs(body.toString())));
            answer.handle(request.response());
        });
    }

    static Map<String, String> pairs(@Nullable String encoded) {
        var pairs = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isEmpty()) {
            return pairs;
        }
        Arrays.stream(encoded.split("&")).map(pair -> pair.split("=", 2)).forEach(pair -> {
            var replaced = pairs.put(decode(pair[0]), decode(pair[1]));
            if (replaced != null) {
                throw new IllegalStateException("sent twice: " + pair[0]);
            }
        });
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    ScriptedMoodle answering(Handler<HttpServerResponse> next) {
        answer = next;
        return this;
    }

    ScriptedMoodle answering(int status, String contentType, String body) {
        return answering(response -> response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(Buffer.buffer(body)));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request lastRequest() {
        return requests.get(requests.size() - 1);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}

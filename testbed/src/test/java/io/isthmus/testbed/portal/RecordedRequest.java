package io.isthmus.testbed.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends requests as they were recorded, to a portal that believes to be the recorded host. */
final class RecordedRequest {

    record Answer(int status, MultiMap headers, String body) {}

    private RecordedRequest() {}

    /** To one portal. */
    static final class Sender implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final HttpClient client = vertx.createHttpClient();
        private final Context context = vertx.getOrCreateContext();
        private final int port;

        Sender(int port) {
            this.port = port;
        }

        Answer send(JsonNode request, String token) {
            URI url = URI.create(request.get("url").asText());
            String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
            RequestOptions options = options(url, target.replaceFirst("token=[^&]*", "token=" + token))
                    .setMethod(HttpMethod.valueOf(request.get("method").asText()));
            request.get("headers").fields().forEachRemaining(header -> {
                switch (header.getKey()) {
                    case "Host" -> {}
                    case "X-Lab-Https" -> options.putHeader("X-Forwarded-Proto", "https");
                    case "X-CSRF-Token" -> options.putHeader("X-CSRF-Token", token);
                    default ->
                        options.putHeader(header.getKey(), header.getValue().asText());
                }
            });
            JsonNode body = request.get("body");
            return send(options, body.isTextual() ? body.asText() : body.isNull() ? "" : body.toString());
        }

        void login(String name, String password) {
            URI url = URI.create("http://127.0.0.1/user/login");
            send(
                    options(url, "/user/login?_format=json").setMethod(HttpMethod.POST),
                    "{\"name\":\"" + name + "\",\"pass\":\"" + password + "\"}");
        }

        void whoAmI(String name, String password) {
            String credentials =
                    Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
            send(
                    options(URI.create("http://127.0.0.1/jsonapi"), "/jsonapi")
                            .putHeader("Authorization", "Basic " + credentials),
                    "");
        }

        private RequestOptions options(URI url, String target) {
            return new RequestOptions()
                    .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                    .setHost(url.getHost())
                    .setPort(url.getPort() < 0 ? 80 : url.getPort())
                    .setURI(target);
        }

        private Answer send(RequestOptions options, String body) {
            var answer = new CompletableFuture<Answer>();
            // on one context throughout: a pooled connection must not change hands between event loops
            context.runOnContext(ignored -> client.request(options)
                    .compose(request -> request.send(Buffer.buffer(body)))
                    .compose(response -> response.body()
                            .map(bytes -> new Answer(
                                    response.statusCode(), response.headers(), bytes.toString(StandardCharsets.UTF_8))))
                    .onSuccess(answer::complete)
                    .onFailure(answer::completeExceptionally));
            return answer.orTimeout(30, TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

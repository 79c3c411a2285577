package io.isthmus.token.backchannel;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Posts logout tokens. No redirect is followed, no cookie kept, and of the answer only the status read. */
@Singleton
class NoticeSender {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final HttpClient http;
    private final Duration timeout;

    @Inject
    NoticeSender(Vertx vertx, BackchannelConfig config) {
        this.timeout = config.timeout();
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) timeout.toMillis())
                .setMaxPoolSize(config.parallel())
                .setKeepAlive(false));
    }

    /** @return why it was not taken; empty if it was */
    Uni<Optional<String>> post(URI receiver, String logoutToken) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(receiver.toString())
                .setTimeout(timeout.toMillis())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        return Uni.createFrom()
                .completionStage(() -> http.request(request)
                        .compose(sent -> sent.send("logout_token=" + logoutToken))
                        .map(NoticeSender::status)
                        .toCompletionStage())
                .map(NoticeSender::problem)
                .ifNoItem()
                .after(timeout)
                .recoverWithItem(Optional.of("no answer in time"))
                .onFailure()
                .recoverWithItem(Optional.of("no connection"));
    }

    /** Whatever follows the status is not waited for. */
    private static int status(HttpClientResponse response) {
        response.exceptionHandler(expected -> {});
        response.request().reset();
        return response.statusCode();
    }

    /** The standard says 200; receivers that have nothing to say answer 204. */
    private static Optional<String> problem(int status) {
        return status >= OK && status < MULTIPLE_CHOICES ? Optional.empty() : Optional.of("status " + status);
    }

    @PreDestroy
    void close() {
        http.close();
    }
}

package io.isthmus.moodle;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: ends exactly once, by result, failure, time-out or cancellation, and then drops the
 * connection unless the answer was read to its end.
 *
 * <p>What Vert.x throws is not kept as a cause: some of its messages hold the request's URL. All of it runs on the
 * Vert.x context of the subscriber, the timer too.
 */
final class Exchange<T> {

    private final Vertx vertx;
    private final String function;
    private final int maxBytes;
    private final UniEmitter<? super T> emitter;
    private final long timer;
    private volatile @Nullable HttpClientRequest request;
    private volatile boolean over;

    Exchange(Vertx vertx, String function, MoodleSettings settings, UniEmitter<? super T> emitter) {
        this.vertx = vertx;
        this.function = function;
        this.maxBytes = settings.maxResponseBytes();
        this.emitter = emitter;
        this.timer = vertx.setTimer(settings.timeout().toMillis(), id -> fail(Errorcodes.TIMED_OUT));
        emitter.onTermination(this::abort);
    }

    /** To be told the request once there is one, so that it can be dropped. */
    boolean begin(HttpClientRequest begun) {
        request = begun;
        if (over) {
            begun.reset();
        }
        return !over;
    }

    void succeed(T item) {
        if (end()) {
            emitter.complete(item);
        }
    }

    void fail(String errorcode) {
        fail(MoodleAnswer.failure(function, errorcode));
    }

    void fail(Throwable failure) {
        if (end()) {
            drop();
            emitter.fail(failure);
        }
    }

    /** Reads the answer whole, but never more than allowed. */
    void collect(HttpClientResponse response, Consumer<String> whole) {
        var body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > maxBytes) {
                fail(Errorcodes.TOO_LARGE);
                return;
            }
            body.appendBuffer(part);
        });
        response.exceptionHandler(failure -> fail(Errorcodes.NO_CONNECTION));
        response.endHandler(end -> {
            try {
                whole.accept(body.toString(StandardCharsets.UTF_8));
            } catch (MoodleException refused) {
                fail(refused);
            }
        });
    }

    private void abort() {
        if (end()) {
            drop();
        }
    }

    private synchronized boolean end() {
        if (over) {
            return false;
        }
        over = true;
        vertx.cancelTimer(timer);
        return true;
    }

    private void drop() {
        HttpClientRequest begun = request;
        if (begun != null) {
            begun.reset();
        }
    }
}

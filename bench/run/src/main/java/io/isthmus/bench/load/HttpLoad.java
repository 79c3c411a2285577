package io.isthmus.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A closed loop over kept connections: each sends its next request when the answer to the last one was read. One event
 * loop, so that it takes no more than one core from the process it measures.
 */
public final class HttpLoad implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int connections;

    /** @param connections requests that are under way at any time */
    public HttpLoad(int connections) {
        this.connections = connections;
    }

    /** What is shot at. */
    public interface Target {
        int port();

        /** @return CPU time its process has taken since it started */
        Duration cpuTime();
    }

    private final class Turn {

        private final HttpClient client;
        private final Supplier<Shot> shots;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final long end;
        private int running = connections;
        private long done;
        private long unexpected;

        private Turn(Target target, Supplier<Shot> shots, Duration length) {
            this.shots = shots;
            this.client = vertx.createHttpClient(new HttpClientOptions()
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(target.port())
                    .setMaxPoolSize(connections)
                    .setReadIdleTimeout((int) ANSWER_LIMIT.toSeconds()));
            this.end = System.nanoTime() + length.toNanos();
        }

        private void next() {
            if (System.nanoTime() >= end) {
                if (--running == 0) {
                    over.complete(null);
                }
                return;
            }
            Shot shot = shots.get();
            client.request(shot.request())
                    .compose(request -> request.send(shot.body()))
                    .compose(response -> response.body().map(body -> response.statusCode()))
                    .onComplete(answer -> {
                        done++;
                        if (answer.failed() || !shot.expected().contains(answer.result())) {
                            unexpected++;
                        }
                        next();
                    });
        }
    }

    /** @return requests per second that were answered as expected */
    public Sample run(Target target, Supplier<Shot> shots, Duration length) throws Exception {
        Duration cpuBefore = target.cpuTime();
        long begin = System.nanoTime();
        var turn = new Turn(target, shots, length);
        vertx.runOnContext(start -> {
            for (int i = 0; i < connections; i++) {
                turn.next();
            }
        });
        turn.over.get(length.plus(ANSWER_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMicros = target.cpuTime().minus(cpuBefore).toNanos() / 1e3 / turn.done;
        turn.client.close();
        return new Sample((turn.done - turn.unexpected) / seconds, cpuMicros, turn.unexpected);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

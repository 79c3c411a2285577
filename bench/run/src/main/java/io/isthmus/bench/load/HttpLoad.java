package io.isthmus.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop over kept connections: each sends its next request when the answer to the last one was read. An event
 * loop for each core, so that the generator's one thread never sets the pace.
 */
public final class HttpLoad implements AutoCloseable {

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final List<Vertx> loops = Stream.generate(
                    () -> Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)))
            .limit(LOOPS)
            .toList();
    private final int connections;

    /** @param connections requests that are under way at any time */
    public HttpLoad(int connections) {
        this.connections = Math.max(1, connections / LOOPS);
    }

    /** What is shot at. */
    public interface Target {
        int port();

        /** @return CPU time its process has taken since it started */
        Duration cpuTime();
    }

    /** One event loop's part of a turn; touched by that loop alone until it is over. */
    private final class Lane {

        private final HttpClient client;
        private final Supplier<? extends @Nullable Shot> shots;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final long end;
        private int running = connections;
        private long done;
        private long unexpected;

        private Lane(Vertx loop, Target target, Supplier<? extends @Nullable Shot> shots, long end) {
            this.shots = shots;
            this.end = end;
            this.client = loop.createHttpClient(new HttpClientOptions()
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(target.port())
                    .setMaxPoolSize(connections)
                    .setReadIdleTimeout((int) ANSWER_LIMIT.toSeconds()));
            loop.runOnContext(start -> {
                for (int i = 0; i < connections; i++) {
                    next();
                }
            });
        }

        private void next() {
            Shot shot = System.nanoTime() < end ? shots.get() : null;
            if (shot == null) {
                if (--running == 0) {
                    over.complete(null);
                }
                return;
            }
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

        private void finish() throws Exception {
            long left = Math.max(0, end - System.nanoTime()) + 2 * ANSWER_LIMIT.toNanos();
            over.get(left, TimeUnit.NANOSECONDS);
            client.close();
        }
    }

    /**
     * @param shots asked by several threads; null when there are no more
     * @return requests per second that were answered as expected
     */
    public Sample run(Target target, Supplier<? extends @Nullable Shot> shots, Duration length) throws Exception {
        Duration cpuBefore = target.cpuTime();
        long begin = System.nanoTime();
        List<Lane> lanes = loops.stream()
                .map(loop -> new Lane(loop, target, shots, begin + length.toNanos()))
                .toList();
        for (Lane lane : lanes) {
            lane.finish();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long done = lanes.stream().mapToLong(lane -> lane.done).sum();
        long unexpected = lanes.stream().mapToLong(lane -> lane.unexpected).sum();
        double cpuMicros = target.cpuTime().minus(cpuBefore).toNanos() / 1e3 / done;
        return new Sample((done - unexpected) / seconds, cpuMicros, unexpected);
    }

    @Override
    public void close() {
        loops.forEach(
                loop -> loop.close().toCompletionStage().toCompletableFuture().join());
    }
}

package io.isthmus.token.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A few connections that are kept, each with many commands under way at once (pipelining). A command never waits for
 * a connection, so the time limit measures Redis and not our own queue. An event loop keeps to one connection, which it
 * opens itself where there are enough of them: then neither a command nor its answer goes from thread to thread.
 */
final class RedisLanes {

    private final List<Lane> lanes;
    private final Map<Thread, Lane> ofLoops = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    RedisLanes(Redis redis, int connections) {
        this.lanes = Stream.generate(() -> new Lane(redis)).limit(connections).toList();
    }

    Uni<Response> send(Request request) {
        return lane().send(request);
    }

    /** Opens the connection of the event loop this is called on, before anybody waits for it. */
    void open() {
        lane().connection.subscribe().with(open -> {}, failure -> {});
    }

    /** @return the event loop's lane; elsewhere the one whose turn it is. What is sent over it stays in order */
    Lane lane() {
        return Context.isOnEventLoopThread()
                ? ofLoops.computeIfAbsent(Thread.currentThread(), loop -> nextLane())
                : nextLane();
    }

    private Lane nextLane() {
        return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
    }

    /** One connection, and the next one when it is over. */
    static final class Lane {

        private final Redis redis;
        private final Uni<RedisConnection> connection;
        private volatile boolean over;

        private Lane(Redis redis) {
            this.redis = redis;
            this.connection = connect();
        }

        Uni<Response> send(Request request) {
            return connection.flatMap(open -> open.send(request));
        }

        private Uni<RedisConnection> connect() {
            return redis.connect()
                    .invoke(open -> {
                        over = false;
                        open.exceptionHandler(failure -> over = true);
                        open.endHandler(() -> over = true);
                    })
                    .onFailure()
                    .invoke(failure -> over = true)
                    .memoize()
                    .until(() -> over);
        }
    }
}

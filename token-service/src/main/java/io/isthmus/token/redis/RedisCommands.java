package io.isthmus.token.redis;

import io.isthmus.token.Unavailable;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends commands and gives up on them after the time limit. Every failure is an {@link Unavailable}. */
@Singleton
public class RedisCommands {

    /** How long answers that have arrived already are given to be read, when the loop was busy until the limit. */
    private static final long GRACE_MILLIS = 10;

    private final Vertx vertx;
    private final Redis redis;
    private final RedisLanes lanes;
    private final Duration timeout;
    private final RedisConfig config;

    @Inject
    public RedisCommands(Vertx vertx, Redis redis, RedisConfig config) {
        this(vertx, redis, new RedisLanes(redis, config.connections()), config.timeout(), config);
    }

    private RedisCommands(Vertx vertx, Redis redis, RedisLanes lanes, Duration timeout, RedisConfig config) {
        this.vertx = vertx;
        this.redis = redis;
        this.lanes = lanes;
        this.timeout = timeout;
        this.config = config;
    }

    void open(@Observes StartupEvent start) {
        var loops = (VertxInternal) vertx;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loops.createEventLoopContext((EventLoop) loop, null, loader).runOnContext(now -> lanes.open());
        }
    }

    /** @return the same Redis with more patience and a connection apart, for work that nobody waits for */
    public RedisCommands inBackground() {
        return new RedisCommands(vertx, redis, new RedisLanes(redis, 1), config.backgroundTimeout(), config);
    }

    /** @return the answer; empty for nil */
    public Uni<Optional<Response>> send(Command command, List<String> arguments) {
        return limited(lanes.send(request(command, arguments)));
    }

    /** @return the script's answer; empty for nil */
    public Uni<Optional<Response>> run(RedisScript script, List<String> keys, List<String> arguments) {
        return limited(script.run(lanes::send, keys, arguments));
    }

    /** All commands of the work go over one connection that is theirs alone, in order, within one time limit. */
    public Uni<Optional<Response>> onOneConnection(Function<RedisConnection, Uni<Response>> work) {
        return limited(redis.connect()
                .flatMap(connection -> work.apply(connection).onTermination().call(connection::close)));
    }

    static Request request(Command command, List<String> arguments) {
        Request request = Request.cmd(command);
        arguments.forEach(request::arg);
        return request;
    }

    /**
     * The time limit runs on the event loop that asked. A loop that was busy until then may have the answer waiting
     * unread, so it gets another turn before Redis counts as slow.
     */
    private Uni<Optional<Response>> limited(Uni<Response> answer) {
        return Uni.createFrom().<Optional<Response>>emitter(emitter -> {
            var late = new Unavailable(Unavailable.Dependency.REDIS);
            long timer =
                    vertx.setTimer(timeout.toMillis(), due -> vertx.setTimer(GRACE_MILLIS, over -> emitter.fail(late)));
            answer.subscribe()
                    .with(
                            item -> {
                                vertx.cancelTimer(timer);
                                emitter.complete(Optional.ofNullable(item));
                            },
                            failure -> {
                                vertx.cancelTimer(timer);
                                emitter.fail(new Unavailable(Unavailable.Dependency.REDIS, failure));
                            });
        });
    }
}

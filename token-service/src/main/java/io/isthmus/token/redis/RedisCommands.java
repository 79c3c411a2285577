package io.isthmus.token.redis;

import io.isthmus.token.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends commands and gives up on them after the time limit. Every failure is an {@link Unavailable}. */
@Singleton
public class RedisCommands {

    private final Vertx vertx;
    private final Redis redis;
    private final Duration timeout;
    private final Duration backgroundTimeout;

    @Inject
    public RedisCommands(Vertx vertx, Redis redis, RedisConfig config) {
        this(vertx, redis, config.timeout(), config.backgroundTimeout());
    }

    private RedisCommands(Vertx vertx, Redis redis, Duration timeout, Duration backgroundTimeout) {
        this.vertx = vertx;
        this.redis = redis;
        this.timeout = timeout;
        this.backgroundTimeout = backgroundTimeout;
    }

    /** @return the same Redis with more patience, for work that nobody waits for */
    public RedisCommands inBackground() {
        return new RedisCommands(vertx, redis, backgroundTimeout, backgroundTimeout);
    }

    /** @return the answer; empty for nil */
    public Uni<Optional<Response>> send(Command command, List<String> arguments) {
        return limited(redis.send(request(command, arguments)));
    }

    /** @return the script's answer; empty for nil */
    public Uni<Optional<Response>> run(RedisScript script, List<String> keys, List<String> arguments) {
        return limited(script.run(redis::send, keys, arguments));
    }

    /** All commands of the work go over one connection, in order, within one time limit. */
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
     * The time limit runs on the event loop that the answer arrives on, and there answers that are waiting come first:
     * a loop that was busy for a while is not taken for a slow Redis.
     */
    private Uni<Optional<Response>> limited(Uni<Response> answer) {
        return Uni.createFrom().<Optional<Response>>emitter(emitter -> {
            long timer = vertx.setTimer(
                    timeout.toMillis(), late -> emitter.fail(new Unavailable(Unavailable.Dependency.REDIS)));
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

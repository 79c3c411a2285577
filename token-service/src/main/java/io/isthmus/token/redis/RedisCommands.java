package io.isthmus.token.redis;

import io.isthmus.token.Unavailable;
import io.smallrye.mutiny.Uni;
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

    private final Redis redis;
    private final Duration timeout;

    @Inject
    public RedisCommands(Redis redis, RedisConfig config) {
        this.redis = redis;
        this.timeout = config.timeout();
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

    private Uni<Optional<Response>> limited(Uni<Response> answer) {
        return answer.map(Optional::ofNullable)
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(failure -> new Unavailable(Unavailable.Dependency.REDIS, failure));
    }
}

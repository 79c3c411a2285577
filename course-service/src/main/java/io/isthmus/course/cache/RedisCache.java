package io.isthmus.course.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The shared cache in Redis. Keys carry the form and the kind's tag, so that versions side by side do not misread. */
final class RedisCache implements SharedCache {

    private static final Logger LOG = Logger.getLogger(RedisCache.class);
    private static final String PREFIX = "isthmus:course:" + SharedForm.VERSION + ":";
    private static final int FAILURES = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String UNLOCK =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

    private final Redis redis;
    private final CacheConfig.Shared config;
    private final Breaker breaker;

    RedisCache(Redis redis, CacheConfig.Shared config, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.breaker = new Breaker(
                FAILURES, PAUSE, clock, closed -> LOG.infof("redis breaker=%s", closed ? "CLOSED" : "OPEN"));
    }

    @Override
    public Uni<Optional<Shared>> get(CacheKey<?> key) {
        return send(
                Request.cmd(Command.GET).arg(name(key)), answer -> answer.flatMap(RedisCache::read), Optional.empty());
    }

    private static Optional<Shared> read(Response response) {
        try {
            return Optional.of(SharedForm.read(response.toBytes()));
        } catch (IOException e) {
            LOG.warn("redis value=unreadable");
            return Optional.empty();
        }
    }

    @Override
    public Uni<Void> put(CacheKey<?> key, Shared answer, Duration keep) {
        Request set = Request.cmd(Command.SET)
                .arg(name(key))
                .arg(Buffer.buffer(SharedForm.write(answer)))
                .arg("PX")
                .arg(keep.toMillis());
        return command(set);
    }

    @Override
    public Uni<Void> remove(CacheKey<?> key) {
        return command(Request.cmd(Command.DEL).arg(name(key)));
    }

    @Override
    public Uni<Lock> lock(CacheKey<?> key) {
        String token = UUID.randomUUID().toString();
        Request set = Request.cmd(Command.SET)
                .arg(lockName(key))
                .arg(token)
                .arg("NX")
                .arg("PX")
                .arg(config.lock().toMillis());
        return send(set, done -> done.isPresent() ? new Lock.Held(token) : new Lock.Taken(), new Lock.Unknown());
    }

    @Override
    public Uni<Void> unlock(CacheKey<?> key, Lock.Held lock) {
        Request script =
                Request.cmd(Command.EVAL).arg(UNLOCK).arg(1).arg(lockName(key)).arg(lock.token());
        return command(script);
    }

    private Uni<Void> command(Request request) {
        return send(request, Function.identity(), Optional.empty()).replaceWithVoid();
    }

    private <T> Uni<T> send(Request request, Function<Optional<Response>, T> read, T unreachable) {
        return Uni.createFrom().emitter(emitter -> {
            if (!breaker.allows()) {
                emitter.complete(unreachable);
                return;
            }
            redis.send(request)
                    .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .map(answer -> read.apply(Optional.ofNullable(answer)))
                    .onSuccess(answer -> {
                        breaker.succeeded();
                        emitter.complete(answer);
                    })
                    .onFailure(failure -> {
                        breaker.failed();
                        emitter.complete(unreachable);
                    });
        });
    }

    private static String lockName(CacheKey<?> key) {
        return name(key) + ":lock";
    }

    private static String name(CacheKey<?> key) {
        String tag = key.kind().codec().map(Codec::tag).orElse("");
        return PREFIX + key.kind().name() + "." + tag + ":" + key.source() + ":" + key.subject();
    }
}

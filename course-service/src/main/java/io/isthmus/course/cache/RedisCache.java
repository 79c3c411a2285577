package io.isthmus.course.cache;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.util.TypeLiteral;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The shared cache in Redis. Keys carry the form and the kind's tag, so that versions side by side do not misread. */
final class RedisCache implements SharedCache {

    private static final Logger LOG = Logger.getLogger(RedisCache.class);
    private static final TypeLiteral<Uni<Optional<Response>>> ANSWER = new TypeLiteral<>() {};
    private static final String PREFIX = "isthmus:course:" + SharedForm.VERSION + ":";
    private static final int WINDOW = 4;
    private static final int RETRY_MILLIS = 1000;

    private static final String UNLOCK =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

    private static final String PUT_AND_UNLOCK = """
        if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
        redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return redis.call('del', KEYS[2])\
        """;

    private final Redis redis;
    private final CacheConfig.Shared config;
    private final Threads threads;
    private final Guard guard;
    private final RedisReads reads = new RedisReads(this::read);

    RedisCache(Redis redis, CacheConfig.Shared config, Threads threads) {
        this.redis = redis;
        this.config = config;
        this.threads = threads;
        this.guard = Guard.create()
                .withDescription("redis")
                .withCircuitBreaker()
                .requestVolumeThreshold(WINDOW)
                .failureRatio(1)
                .delay(RETRY_MILLIS, ChronoUnit.MILLIS)
                .onStateChange(state -> LOG.infof("redis breaker=%s", state))
                .done()
                .build();
    }

    @Override
    public Uni<Optional<Shared>> get(CacheKey<?> key) {
        return reads.get(name(key));
    }

    private Uni<Map<String, Shared>> read(List<String> names) {
        Request get = Request.cmd(Command.MGET);
        names.forEach(get::arg);
        return send(get, values -> values.map(RedisCache::byName).orElse(Map.of()), Map.of());
    }

    /** By what the values themselves say: from a cluster they come in another order than they were asked for in. */
    static Map<String, Shared> byName(Response values) {
        var found = new HashMap<String, Shared>();
        for (int i = 0; i < values.size(); i++) {
            Response value = values.get(i);
            if (value == null) {
                continue;
            }
            try {
                SharedForm.Named named = SharedForm.read(value.toBuffer().getBytes());
                found.put(named.name(), named.answer());
            } catch (IOException e) {
                LOG.warn("redis value=unreadable");
            }
        }
        return found;
    }

    @Override
    public Uni<Void> put(CacheKey<?> key, Shared answer, Duration keep, Lock.Held lock) {
        Request script = Request.cmd(Command.EVAL)
                .arg(PUT_AND_UNLOCK)
                .arg(2)
                .arg(name(key))
                .arg(lockName(key))
                .arg(lock.token())
                .arg(Buffer.buffer(SharedForm.write(new SharedForm.Named(name(key), answer))))
                .arg(keep.toMillis());
        return command(script);
    }

    @Override
    public Uni<Void> remove(CacheKey<?> key) {
        return guarded(Request.cmd(Command.DEL).arg(name(key)).arg(lockName(key)))
                .replaceWithVoid();
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
        return guarded(request).map(read).onFailure().recoverWithItem(unreachable);
    }

    private Uni<Optional<Response>> guarded(Request request) {
        return guard.get(
                () -> redis.send(request)
                        .ifNoItem()
                        .after(config.timeout())
                        .on(threads.timer())
                        .fail()
                        .map(Optional::ofNullable),
                ANSWER);
    }

    /** The braces bring it to the same node of a cluster as the answer. */
    private static String lockName(CacheKey<?> key) {
        return "{" + name(key) + "}:lock";
    }

    private static String name(CacheKey<?> key) {
        String tag = key.kind().codec().map(Codec::tag).orElse("");
        return PREFIX + key.kind().name() + "." + tag + ":" + key.source() + ":" + key.subject();
    }
}

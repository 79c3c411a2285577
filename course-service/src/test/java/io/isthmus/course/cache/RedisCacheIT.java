package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.course.RunningService;
import io.isthmus.course.access.Subjects;
import io.isthmus.course.cache.SharedCache.Lock;
import io.isthmus.course.cache.SharedCache.Shared;
import io.isthmus.testbed.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas' connections to one Redis. */
@QuarkusTest
class RedisCacheIT extends RunningService {

    private static final Kind<String> KIND = Kind.ofAccounts("names", new TextCodec("1"));
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Shared ANSWER =
            new Shared("Ada".getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Heard.Mark.NONE);

    @Inject
    Vertx vertx;

    private record Settings() implements CacheConfig.Shared {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration lock() {
            return Duration.ofMinutes(1);
        }
    }

    private final List<Redis> clients = new ArrayList<>();

    private Redis client() {
        Redis client = Redis.createClient(vertx, redis.url());
        clients.add(client);
        return client;
    }

    private RedisCache replica() {
        return new RedisCache(client(), new Settings(), new VertxThreads(vertx.getDelegate()));
    }

    private static CacheKey<String> key(String userId) {
        return KIND.of(Subjects.account("lms", userId));
    }

    private static Lock.Held lock(RedisCache replica, CacheKey<String> key) {
        var lock = new AtomicReference<Lock>();
        Await.until("the lock", () -> {
            lock.set(replica.lock(key).await().indefinitely());
            return lock.get() instanceof Lock.Held;
        });
        return (Lock.Held) lock.get();
    }

    /** Asked over a connection of its own, so that Redis has read by then what came over the others. */
    private boolean isKept(String userId) {
        Request keys = Request.cmd(Command.KEYS).arg("*:lms:" + userId);
        return client().send(keys).await().indefinitely().size() > 0;
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()))
                .start()
                .waitFor();
    }

    @AfterEach
    void goOn() throws Exception {
        signal("CONT");
        clients.forEach(Redis::close);
    }

    @Test
    void keepsWhatIsPutByTheHolderOfTheLockAndLetsGoOfIt() {
        RedisCache one = replica();
        RedisCache other = replica();
        Lock.Held lock = lock(one, key("held"));
        assertThat(other.lock(key("held")).await().indefinitely()).isInstanceOf(Lock.Taken.class);

        one.put(key("held"), ANSWER, KEEP, lock).await().indefinitely();

        assertThat(isKept("held")).isTrue();
        assertThat(lock(other, key("held"))).isNotEqualTo(lock);
    }

    @Test
    void keepsNothingThatWasOnItsWayToPausedRedisWhenItWasRemoved() throws Exception {
        RedisCache one = replica();
        RedisCache other = replica();
        Lock.Held lock = lock(one, key("paused"));
        assertThat(other.lock(key("paused")).await().indefinitely()).isInstanceOf(Lock.Taken.class);
        signal("STOP");
        assertThatThrownBy(() -> other.remove(key("paused")).await().indefinitely())
                .isInstanceOf(Exception.class);
        one.put(key("paused"), ANSWER, KEEP, lock).await().indefinitely();

        signal("CONT");

        assertThat(isKept("paused")).isFalse();
    }
}

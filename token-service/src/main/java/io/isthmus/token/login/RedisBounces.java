package io.isthmus.token.login;

import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Notices somebody who is sent to the same place again and again, as two sites do that send people back to each other.
 */
@Singleton
class RedisBounces {

    private static final int ALLOWED = 2;
    private static final String WITHIN = String.valueOf(Duration.ofMinutes(1).toMillis());

    private final RedisCommands redis;

    @Inject
    RedisBounces(RedisCommands redis) {
        this.redis = redis;
    }

    /** @return whether this is the third time within a minute, or later */
    Uni<Boolean> isLoop(PendingLogin login) {
        String key = redisKey(login);
        return redis.send(Command.INCR, List.of(key)).flatMap(count -> {
            long times = count.orElseThrow().toLong();
            return times == 1
                    ? redis.send(Command.PEXPIRE, List.of(key, WITHIN)).replaceWith(false)
                    : Uni.createFrom().item(times > ALLOWED);
        });
    }

    Uni<Void> forget(PendingLogin login) {
        return redis.send(Command.DEL, List.of(redisKey(login))).replaceWithVoid();
    }

    private static String redisKey(PendingLogin login) {
        return "isthmus:bounces:" + RedisKeys.hash(login.subject().key() + "\n" + login.target());
    }
}

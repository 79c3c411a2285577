package io.isthmus.token.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Texts that last for a time, behind keys that a browser holds; Redis has only the keys' hashes. */
public final class ExpiringValues {

    private final RedisCommands redis;
    private final String prefix;
    private final String timeToLive;

    /** @param prefix of the names in Redis, with its colon */
    public ExpiringValues(RedisCommands redis, String prefix, Duration timeToLive) {
        this.redis = redis;
        this.prefix = prefix;
        this.timeToLive = String.valueOf(timeToLive.toMillis());
    }

    public Uni<Void> save(String key, String value) {
        return redis.send(Command.SET, List.of(name(key), value, "PX", timeToLive))
                .replaceWithVoid();
    }

    public Uni<Optional<String>> find(String key) {
        return redis.send(Command.GET, List.of(name(key))).map(answer -> answer.map(Object::toString));
    }

    /** Finds and removes at once: of several who ask, one gets it. */
    public Uni<Optional<String>> take(String key) {
        return redis.send(Command.GETDEL, List.of(name(key))).map(answer -> answer.map(Object::toString));
    }

    public Uni<Void> remove(String key) {
        return redis.send(Command.DEL, List.of(name(key))).replaceWithVoid();
    }

    private String name(String key) {
        return prefix + RedisKeys.hash(key);
    }
}

package io.isthmus.testbed.lms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of auth_userkey: for one login within a minute. A person has one at most; a newer one replaces it. */
final class UserKeys {

    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Clock clock;
    private final Sessions random;
    private final Map<Long, Key> byUser = new ConcurrentHashMap<>();

    UserKeys(Clock clock, Sessions random) {
        this.clock = clock;
        this.random = random;
    }

    private record Key(String value, Instant validUntil) {}

    String create(long userId) {
        var key = new Key(random.random(), clock.instant().plus(LIFETIME));
        byUser.put(userId, key);
        return key.value();
    }

    /** @return whose key it is, while it is valid */
    OptionalLong owner(String value) {
        Instant now = clock.instant();
        return byUser.entrySet().stream()
                .filter(entry -> entry.getValue().value().equals(value)
                        && !entry.getValue().validUntil().isBefore(now))
                .mapToLong(Map.Entry::getKey)
                .findFirst();
    }

    void delete(long userId) {
        byUser.remove(userId);
    }
}

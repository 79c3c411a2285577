package io.isthmus.token.support;

import io.isthmus.token.redis.RedisConfig;
import java.time.Duration;

/** For tests of what Redis answers, and not when. */
public final class PatientRedis implements RedisConfig {

    @Override
    public int connections() {
        return 1;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration backgroundTimeout() {
        return timeout();
    }
}

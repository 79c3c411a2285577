package io.isthmus.token.nonce;

import io.isthmus.token.TokenConfig;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;

class NonceBeans {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Produces
    @Singleton
    @Typed(RedisNonceStore.class)
    RedisNonceStore nonces(RedisCommands redis, RedisConfig redisConfig, NonceConfig config, TokenConfig tokens) {
        Duration timeToLive =
                tokens.maxLifetime().plus(tokens.clockSkew().multipliedBy(2)).plus(MARGIN);
        Duration waitLimit = redisConfig.timeout().dividedBy(2);
        return new RedisNonceStore(redis, timeToLive, tokens.clockSkew(), config.waitReplicas(), waitLimit);
    }
}

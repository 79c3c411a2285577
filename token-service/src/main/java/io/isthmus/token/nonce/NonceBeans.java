package io.isthmus.token.nonce;

import io.isthmus.token.TokenConfig;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

class NonceBeans {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    @Produces
    @Singleton
    @Typed(RedisNonceStore.class)
    RedisNonceStore nonces(
            RedisCommands redis,
            RedisConfig redisConfig,
            NonceConfig config,
            TokenConfig tokens,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = "standalone") String clientType) {
        boolean cluster = clientType.equals("cluster");
        if (config.waitReplicas() > 0 && cluster) {
            throw new IllegalArgumentException(
                    "isthmus.nonce.wait-replicas is 0 with a Redis Cluster: the client cannot say which node is to wait");
        }
        Duration timeToLive =
                tokens.maxLifetime().plus(tokens.clockSkew().multipliedBy(2)).plus(MARGIN);
        Duration waitLimit = redisConfig.timeout().dividedBy(2);
        return new RedisNonceStore(redis, timeToLive, tokens.clockSkew(), config.waitReplicas(), waitLimit, !cluster);
    }
}

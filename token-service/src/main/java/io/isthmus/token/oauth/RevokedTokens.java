package io.isthmus.token.oauth;

import io.isthmus.token.redis.ExpiringValues;
import io.isthmus.token.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Access tokens that were taken back, in Redis until they would be over anyway. */
@Singleton
class RevokedTokens {

    private final ExpiringValues values;

    @Inject
    RevokedTokens(RedisCommands redis, OAuthConfig config) {
        this.values = new ExpiringValues(redis, "isthmus:revoked:", config.ttl());
    }

    Uni<Void> add(AccessToken token) {
        return values.save(token.jti(), "1");
    }

    Uni<Boolean> has(AccessToken token) {
        return values.find(token.jti()).map(Optional::isPresent);
    }
}

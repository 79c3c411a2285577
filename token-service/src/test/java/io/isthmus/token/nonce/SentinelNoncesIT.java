package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.token.nonce.NonceStore.Claim;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.support.PatientRedis;
import io.isthmus.token.support.RedisSentinels;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis behind a real sentinel: after a failover the store is found again, and trusts nothing from before. */
class SentinelNoncesIT {

    private static final Duration SKEW = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private RedisSentinels sentinels;
    private Redis redis;
    private RedisNonceStore store;

    @BeforeEach
    void begin() {
        sentinels = RedisSentinels.start();
        redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setType(RedisClientType.SENTINEL)
                        .setMasterName(RedisSentinels.NAME)
                        .setRole(RedisRole.MASTER)
                        .addConnectionString(sentinels.url()));
        var commands = new RedisCommands(vertx.getDelegate(), redis, new PatientRedis());
        store = new RedisNonceStore(commands, Duration.ofMinutes(5), SKEW, 0, Duration.ofMillis(300), true);
    }

    @AfterEach
    void end() {
        redis.close();
        vertx.closeAndAwait();
        sentinels.close();
    }

    @Test
    void noTokenFromBeforeAFailoverCountsAfterIt() {
        Instant before = oldest();
        assertThat(claim("used", before)).isEqualTo(Claim.CLAIMED);

        sentinels.killPrimary();
        sentinels.awaitPromotion();

        Await.until(
                "new tokens count",
                () -> claim("new-" + System.nanoTime(), Instant.now().plus(SKEW).plus(SKEW)) == Claim.CLAIMED);
        assertThat(claim("used", before)).isNotEqualTo(Claim.CLAIMED);
        assertThat(claim("unused", before)).isEqualTo(Claim.BEFORE_EPOCH);
    }

    /** @return as old as a token may be that every bucket takes now */
    private Instant oldest() {
        return IntStream.range(0, RedisNonceStore.BUCKETS)
                .mapToObj(bucket -> store.look(bucket).await().atMost(Duration.ofSeconds(20)))
                .map(RedisNonceStore.Bucket::epoch)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(SKEW)
                .plusMillis(1);
    }

    private Claim claim(String nonce, Instant issuedAt) {
        return store.claim("portal", nonce, issuedAt).await().atMost(Duration.ofSeconds(20));
    }
}

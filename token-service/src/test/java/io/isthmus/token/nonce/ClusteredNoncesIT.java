package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.nonce.NonceStore.Claim;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.support.PatientRedis;
import io.isthmus.token.support.RedisCluster;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Redis Cluster of three: a bucket's marker and its nonces lie together, and each node remembers for itself. */
class ClusteredNoncesIT {

    private static final Duration SKEW = Duration.ofSeconds(1);
    private static final int TOKENS = 300;

    private final Vertx vertx = Vertx.vertx();
    private RedisCluster cluster;
    private Redis redis;
    private RedisNonceStore store;

    /** As old as a token may be that every bucket takes. */
    private Instant issuedAt;

    @BeforeEach
    void begin() {
        cluster = RedisCluster.start();
        var options = new RedisOptions().setType(RedisClientType.CLUSTER);
        cluster.urls().forEach(options::addConnectionString);
        redis = Redis.createClient(vertx, options);
        var commands = new RedisCommands(vertx.getDelegate(), redis, new PatientRedis());
        store = new RedisNonceStore(commands, Duration.ofMinutes(5), SKEW, 0, Duration.ofMillis(300), false);
        issuedAt = Instant.EPOCH;
        for (int bucket = 0; bucket < RedisNonceStore.BUCKETS; bucket++) {
            Instant oldest = look(bucket).epoch().plus(SKEW).plusMillis(1);
            issuedAt = oldest.isAfter(issuedAt) ? oldest : issuedAt;
        }
    }

    @AfterEach
    void end() {
        redis.close();
        vertx.closeAndAwait();
        cluster.close();
    }

    @Test
    void eachTokenCountsOnceOnWhicheverNodeItLies() {
        assertThat(claims()).isEqualTo(Map.of(Claim.CLAIMED, TOKENS));
        assertThat(claims()).isEqualTo(Map.of(Claim.USED, TOKENS));
        assertThat(cluster.keys()).as("nonces on each node").allMatch(keys -> keys > 10);
    }

    @Test
    void aNodeThatLostItsMemoryRefusesItsShareAndTheOthersDoNot() {
        assertThat(claims()).isEqualTo(Map.of(Claim.CLAIMED, TOKENS));

        cluster.forget(0);

        Map<Claim, Integer> again = claims();
        assertThat(again).doesNotContainKey(Claim.CLAIMED);
        assertThat(again.get(Claim.USED)).isBetween(TOKENS / 3, TOKENS - TOKENS / 6);
        assertThat(again.get(Claim.BEFORE_EPOCH)).isEqualTo(TOKENS - again.get(Claim.USED));
    }

    private RedisNonceStore.Bucket look(int bucket) {
        RedisNonceStore.Bucket found = store.look(bucket).await().atMost(Duration.ofSeconds(20));
        assertThat(found.evictionPolicy()).isEqualTo("noeviction");
        return found;
    }

    private Map<Claim, Integer> claims() {
        List<Claim> all = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            all.add(store.claim("portal", "nonce-" + i, issuedAt).await().atMost(Duration.ofSeconds(20)));
        }
        Map<Claim, Integer> counted = new EnumMap<>(Claim.class);
        all.forEach(claim -> counted.merge(claim, 1, Integer::sum));
        return counted;
    }
}

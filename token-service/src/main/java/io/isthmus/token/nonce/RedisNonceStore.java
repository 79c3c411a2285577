package io.isthmus.token.nonce;

import io.isthmus.token.Unavailable;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisScript;
import io.isthmus.token.secret.Hashes;
import io.isthmus.token.wire.StrictBase64;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Nonces in Redis, spread over buckets whose keys share a hash tag, so that in a cluster each bucket lies in one place
 * with the marker of its epoch.
 */
public final class RedisNonceStore implements NonceStore {

    static final int BUCKETS = 64;
    static final String UNKNOWN_POLICY = "unknown";
    private static final String KEEPS = "noeviction";

    private static final RedisScript CLAIM = RedisScript.of(RedisNonceStore.class, "claim.lua");

    private final RedisCommands redis;
    private final RedisCommands background;
    private final Duration timeToLive;
    private final Duration clockSkew;
    private final int waitReplicas;
    private final Duration waitLimit;
    private final boolean together;

    /**
     * @param timeToLive at least the longest lifetime of a token and twice the skew
     * @param waitReplicas how many replicas must have a claim before it counts
     * @param waitLimit how long they may take
     * @param together whether the claims of a moment may go to Redis as one; those in a Cluster go to several nodes
     */
    public RedisNonceStore(
            RedisCommands redis,
            Duration timeToLive,
            Duration clockSkew,
            int waitReplicas,
            Duration waitLimit,
            boolean together) {
        this.redis = redis;
        this.background = redis.inBackground();
        this.timeToLive = timeToLive;
        this.clockSkew = clockSkew;
        this.waitReplicas = waitReplicas;
        this.waitLimit = waitLimit;
        this.together = together;
    }

    @Override
    public Uni<Claim> claim(String clientId, String nonce, Instant issuedAt) {
        byte[] hash = Hashes.sha256((clientId + "\n" + nonce).getBytes(StandardCharsets.UTF_8));
        int bucket = Math.floorMod(hash[0], BUCKETS);
        List<String> keys = List.of(marker(bucket), prefix(bucket) + clientId + ":" + StrictBase64.encodeUrl(hash));
        List<String> arguments = List.of(
                String.valueOf(timeToLive.toMillis()),
                String.valueOf(issuedAt.toEpochMilli()),
                String.valueOf(clockSkew.toMillis()));
        if (waitReplicas == 0) {
            return (together ? redis.runTogether(CLAIM, keys, arguments) : redis.run(CLAIM, keys, arguments))
                    .map(RedisNonceStore::read);
        }
        return redis.onOneConnection(connection -> claimAndWait(connection, keys, arguments))
                .map(RedisNonceStore::read);
    }

    /**
     * A bucket as it was found.
     *
     * @param epoch since when it remembers
     * @param evictionPolicy the {@code maxmemory-policy} of the Redis it lies in
     */
    record Bucket(Instant epoch, String evictionPolicy) {

        boolean evicts() {
            return !evictionPolicy.equals(KEEPS) && !evictionPolicy.equals(UNKNOWN_POLICY);
        }
    }

    /** Looks at a bucket; a new epoch has begun if its marker was lost. */
    Uni<Bucket> look(int bucket) {
        return background.run(CLAIM, List.of(marker(bucket)), List.of()).map(answer -> {
            Response found = answer.orElseThrow();
            return new Bucket(
                    Instant.ofEpochMilli(found.get(0).toLong()), found.get(1).toString());
        });
    }

    private Uni<Response> claimAndWait(RedisConnection connection, List<String> keys, List<String> arguments) {
        return CLAIM.run(connection::send, keys, arguments).call(answer -> {
            if (answer.toInteger() != 1) {
                return Uni.createFrom().nullItem();
            }
            Request wait = Request.cmd(Command.WAIT).arg(waitReplicas).arg(waitLimit.toMillis());
            return connection.send(wait).invoke(reached -> {
                if (reached.toInteger() < waitReplicas) {
                    throw new Unavailable(Unavailable.Dependency.REDIS);
                }
            });
        });
    }

    private static Claim read(Optional<Response> answer) {
        return switch (answer.orElseThrow().toInteger()) {
            case 1 -> Claim.CLAIMED;
            case 0 -> Claim.USED;
            default -> Claim.BEFORE_EPOCH;
        };
    }

    private static String marker(int bucket) {
        return prefix(bucket) + "epoch";
    }

    private static String prefix(int bucket) {
        return "isthmus:nonce:{" + bucket + "}:";
    }
}

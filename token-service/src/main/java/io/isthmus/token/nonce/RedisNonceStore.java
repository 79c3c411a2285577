package io.isthmus.token.nonce;

import io.isthmus.token.Unavailable;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisScript;
import io.isthmus.token.redis.Turns;
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
import java.util.ArrayList;
import java.util.List;

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
    private final Turns<Wanted, Claim> turns = new Turns<>(this::claim);

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

    /** A claim, as the script takes it. */
    private record Wanted(String marker, String nonce, Instant issuedAt) {}

    @Override
    public Uni<Claim> claim(String clientId, String nonce, Instant issuedAt) {
        byte[] hash = Hashes.sha256((clientId + "\n" + nonce).getBytes(StandardCharsets.UTF_8));
        int bucket = Math.floorMod(hash[0], BUCKETS);
        String key = prefix(bucket) + clientId + ":" + StrictBase64.encodeUrl(hash);
        var wanted = new Wanted(marker(bucket), key, issuedAt);
        if (waitReplicas > 0) {
            return redis.onOneConnection(connection -> claimAndWait(connection, wanted))
                    .map(answer -> read(answer.orElseThrow()).get(0));
        }
        return together ? turns.ask(wanted) : claim(List.of(wanted)).map(claims -> claims.get(0));
    }

    private Uni<List<Claim>> claim(List<Wanted> all) {
        return redis.run(CLAIM, keys(all), arguments(all)).map(answer -> read(answer.orElseThrow()));
    }

    private static List<String> keys(List<Wanted> all) {
        var keys = new ArrayList<String>();
        for (Wanted one : all) {
            keys.add(one.marker());
            keys.add(one.nonce());
        }
        return keys;
    }

    private List<String> arguments(List<Wanted> all) {
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(timeToLive.toMillis()));
        arguments.add(String.valueOf(clockSkew.toMillis()));
        for (Wanted one : all) {
            arguments.add(String.valueOf(one.issuedAt().toEpochMilli()));
        }
        return arguments;
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

    private Uni<Response> claimAndWait(RedisConnection connection, Wanted wanted) {
        List<Wanted> one = List.of(wanted);
        return CLAIM.run(connection::send, keys(one), arguments(one)).call(answer -> {
            if (read(answer).get(0) != Claim.CLAIMED) {
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

    private static List<Claim> read(Response answers) {
        var claims = new ArrayList<Claim>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            claims.add(
                    switch (answers.get(i).toInteger()) {
                        case 1 -> Claim.CLAIMED;
                        case 0 -> Claim.USED;
                        default -> Claim.BEFORE_EPOCH;
                    });
        }
        return claims;
    }

    private static String marker(int bucket) {
        return prefix(bucket) + "epoch";
    }

    private static String prefix(int bucket) {
        return "isthmus:nonce:{" + bucket + "}:";
    }
}

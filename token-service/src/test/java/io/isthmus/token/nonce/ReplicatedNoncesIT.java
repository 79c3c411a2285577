package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.token.Unavailable;
import io.isthmus.token.nonce.NonceStore.Claim;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.support.PatientRedis;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code isthmus.nonce.wait-replicas=1} a claim counts when a replica has it too, and not before. */
class ReplicatedNoncesIT {

    private static final Duration SKEW = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    private RedisServer primary;
    private RedisServer replica;
    private Redis redis;
    private RedisNonceStore store;

    @BeforeEach
    void begin() {
        primary = start("primary");
        redis = Redis.createClient(vertx, primary.url());
        var commands = new RedisCommands(vertx.getDelegate(), redis, new PatientRedis());
        store = new RedisNonceStore(commands, Duration.ofMinutes(5), SKEW, 1, Duration.ofMillis(300), true);
        replica = replica();
        Await.until("claims count", () -> claim("first-" + System.nanoTime()) == Claim.CLAIMED);
    }

    @AfterEach
    void end() {
        redis.close();
        replica.close();
        primary.close();
        vertx.closeAndAwait();
    }

    @Test
    void aClaimThatNoReplicaHasIsInDoubtForever() {
        assertThat(claim("seen")).isEqualTo(Claim.CLAIMED);

        replica.close();

        assertThatThrownBy(() -> claim("doubtful")).isInstanceOf(Unavailable.class);
        replica = replica();
        Await.until("claims count", () -> claim("next-" + System.nanoTime()) == Claim.CLAIMED);
        assertThat(claim("doubtful")).isEqualTo(Claim.USED);
        assertThat(claim("seen")).isEqualTo(Claim.USED);
    }

    private Claim claim(String nonce) {
        Instant future = Instant.now().plus(SKEW).plus(SKEW);
        return store.claim("portal", nonce, future).await().atMost(Duration.ofSeconds(20));
    }

    private RedisServer replica() {
        return start("replica", "replicaof 127.0.0.1 " + primary.port());
    }

    /** What replication writes to files goes to a folder of its own. */
    private RedisServer start(String name, String... settings) {
        var all = new ArrayList<>(List.of(settings));
        try {
            all.add("dir " + Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RedisServer.start(FreePort.find(), null, all);
    }
}

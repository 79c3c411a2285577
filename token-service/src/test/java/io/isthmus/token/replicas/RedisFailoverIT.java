package io.isthmus.token.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Redis goes away in every way there is, while tokens are being used without a pause. None is accepted twice, none in
 * doubt; both instances say so, and come back by themselves.
 */
@ExtendWith(TwoInstances.class)
class RedisFailoverIT {

    private static final Duration PROMPT = Duration.ofSeconds(10);

    private Cluster cluster;
    private Traffic traffic;
    private List<String> used;
    private String unused;

    @BeforeEach
    void begin(Cluster shared) {
        cluster = shared;
        traffic = Traffic.start(cluster);
        Await.until("tokens are used", () -> traffic.accepted().size() > 20);
        used = traffic.accepted();
        unused = Traffic.token();
    }

    @AfterEach
    void end() {
        traffic.close();
        assertThat(traffic.failures()).isEmpty();
        assertThat(traffic.acceptedTwice()).isEmpty();
        assertThat(traffic.statuses().keySet()).isSubsetOf(200, 401, 503);
        System.out.printf("redis: answers in all %s%n", traffic.statuses());
    }

    @Test
    void paused() {
        RedisProcess.pause(cluster.redis());
        long paused = System.nanoTime();
        try {
            awaitUnavailable("paused", paused);
        } finally {
            RedisProcess.resume(cluster.redis());
        }
        awaitRecovery("paused");
        assertNoneIsAccepted(used);
    }

    @Test
    void killedAndStartedEmpty() {
        RedisServer before = cluster.redis();
        RedisProcess.kill(before);
        awaitUnavailable("killed", System.nanoTime());

        cluster.moveTo(RedisProcess.start(before.port()));

        awaitRecovery("started empty");
        assertNoneIsAccepted(used);
        assertNoneIsAccepted(List.of(unused));
    }

    @Test
    void madeReadOnly() {
        RedisProcess.command(cluster.redis(), "REPLICAOF 127.0.0.1 " + FreePort.find());
        try {
            awaitUnavailable("read-only", System.nanoTime());
        } finally {
            RedisProcess.command(cluster.redis(), "REPLICAOF NO ONE");
        }
        awaitRecovery("writable again");
        assertNoneIsAccepted(used);
    }

    @Test
    void aReplicaIsPromotedThatLostTheLastNonces() {
        RedisServer primary = cluster.redis();
        RedisServer replica = RedisProcess.start(FreePort.find(), "replicaof 127.0.0.1 " + primary.port());
        Await.until(
                "the replica follows",
                () -> RedisProcess.command(replica, "INFO replication").contains("master_link_status:up"));
        RedisProcess.pause(replica);
        List<String> before = traffic.accepted();
        Await.until(
                "tokens are used that the replica never hears of",
                () -> traffic.accepted().size() > before.size() + 20);
        RedisProcess.kill(primary);
        awaitUnavailable("primary killed", System.nanoTime());
        var lost = new ArrayList<>(traffic.accepted());
        lost.removeAll(before);

        RedisProcess.resume(replica);
        assertThat(RedisProcess.command(replica, "REPLICAOF NO ONE")).isEqualTo("+OK");
        cluster.moveTo(replica);

        awaitRecovery("replica promoted");
        System.out.printf("redis: %d tokens used that the replica never heard of%n", lost.size());
        assertNoneIsAccepted(lost);
        assertNoneIsAccepted(List.of(unused));
    }

    private void awaitUnavailable(String what, long since) {
        eachInstance(instance -> Await.until("503", () -> verify(instance, Traffic.token()) == 503));
        long first = millisSince(since);
        var answers = new ConcurrentLinkedQueue<Long>();
        eachInstance(instance -> {
            long asked = System.nanoTime();
            assertThat(verify(instance, unused)).isEqualTo(503);
            answers.add(millisSince(asked));
        });
        assertThat(answers).as("503 in time").allMatch(millis -> millis < PROMPT.toMillis());
        Await.until("neither is ready", () -> cluster.instances().stream().noneMatch(Instance::ready));
        System.out.printf(
                "redis %s: both answer 503 after %d ms, each time within %s ms; not ready after %d ms%n",
                what, first, answers, millisSince(since));
    }

    private void awaitRecovery(String what) {
        long since = System.nanoTime();
        eachInstance(instance ->
                Await.until("new tokens are accepted", () -> verify(instance, Traffic.token()) == 200));
        long accepting = millisSince(since);
        Await.until("both are ready", () -> cluster.instances().stream().allMatch(Instance::ready));
        System.out.printf("redis %s: accepts after %d ms, ready after %d ms%n", what, accepting, millisSince(since));
    }

    /** With both at the same time. */
    private void eachInstance(Consumer<Instance> work) {
        CompletableFuture.allOf(cluster.instances().stream()
                        .map(instance -> CompletableFuture.runAsync(() -> work.accept(instance)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void assertNoneIsAccepted(List<String> tokens) {
        eachInstance(instance -> {
            for (String token : tokens) {
                assertThat(verify(instance, token)).isIn(401, 503);
            }
        });
    }

    private static int verify(Instance instance, String token) {
        return new Portal(instance.http()).verify(Map.of("token", token)).statusCode();
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}

package io.isthmus.token.support;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisSentinel;

/** A primary, a replica, and a sentinel that promotes the replica when the primary is gone. */
public final class RedisSentinels implements AutoCloseable {

    /** What the sentinel calls them. */
    public static final String NAME = "isthmus";

    private final RedisServer primary = RedisProcess.start(FreePort.find());
    private final RedisServer replica = RedisProcess.start(FreePort.find(), "replicaof 127.0.0.1 " + primary.port());
    private final int port = FreePort.find();
    private final RedisSentinel sentinel;

    private RedisSentinels() {
        try {
            sentinel = RedisSentinel.newRedisSentinel()
                    .bind("127.0.0.1")
                    .port(port)
                    .masterName(NAME)
                    .masterPort(primary.port())
                    .quorumSize(1)
                    .downAfterMilliseconds(1000L)
                    .failOverTimeout(5000L)
                    .build();
            sentinel.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RedisSentinels start() {
        var all = new RedisSentinels();
        Await.until(
                "the replica follows",
                () -> RedisProcess.command(all.replica, "INFO replication").contains("master_link_status:up"));
        return all;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void killPrimary() {
        RedisProcess.kill(primary);
    }

    /** Waits until the replica was made the primary. */
    public void awaitPromotion() {
        Await.until(
                "the replica was promoted",
                () -> RedisProcess.command(replica, "INFO replication").contains("role:master"));
    }

    @Override
    public void close() {
        try {
            sentinel.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            replica.close();
            primary.close();
        }
    }
}

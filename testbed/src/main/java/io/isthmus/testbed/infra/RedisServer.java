package io.isthmus.testbed.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real Redis on 127.0.0.1 that evicts nothing. */
public final class RedisServer implements AutoCloseable {

    private final redis.embedded.RedisServer process;
    private final int port;

    private RedisServer(redis.embedded.RedisServer process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts on any free port and keeps nothing. */
    public static RedisServer start() {
        return start(FreePort.find(), null);
    }

    /** @param data where the append-only file is kept between runs; null to keep nothing */
    public static RedisServer start(int port, @Nullable Path data) {
        try {
            var builder = redis.embedded.RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("maxmemory-policy noeviction")
                    .setting("save \"\"");
            if (data != null) {
                Files.createDirectories(data);
                builder.setting("dir " + data.toAbsolutePath())
                        .setting("appendonly yes")
                        .setting("appendfsync always");
            }
            redis.embedded.RedisServer process = builder.build();
            process.start();
            return new RedisServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start", e);
        }
    }

    public int port() {
        return port;
    }

    /** For {@code quarkus.redis.hosts}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            process.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

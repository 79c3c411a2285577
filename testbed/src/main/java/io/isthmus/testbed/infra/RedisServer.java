package io.isthmus.testbed.infra;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on 127.0.0.1 that evicts nothing. */
public final class RedisServer implements AutoCloseable {

    private static final int START_LIMIT_SECONDS = 30;

    /** ETXTBSY, as JDK 17 and later ones write it. */
    private static final Pattern TEXT_FILE_BUSY = Pattern.compile("error(=|: )26\\b");

    private static final long PAUSE_NANOS = 10_000_000;
    private static final String READY = "Ready to accept connections";

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts on any free port and keeps nothing. */
    public static RedisServer start() {
        return start(FreePort.find(), null);
    }

    /** @param data where the append-only file is kept between runs; null to keep nothing */
    public static RedisServer start(int port, @Nullable Path data) {
        return start(port, data, List.of());
    }

    /** @param settings lines of a redis.conf, such as {@code replicaof 127.0.0.1 6379} */
    public static RedisServer start(int port, @Nullable Path data, List<String> settings) {
        try {
            Process process = run(command(port, data, settings));
            awaitReady(process);
            return new RedisServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis did not start", e);
        }
    }

    /**
     * The program was written a moment ago. A process that another thread forked meanwhile holds it open until its own
     * exec, and a file that is open for writing cannot be run.
     */
    static Process run(List<String> command) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (true) {
            try {
                return new ProcessBuilder(command).redirectErrorStream(true).start();
            } catch (IOException e) {
                if (!TEXT_FILE_BUSY.matcher(String.valueOf(e.getMessage())).find() || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static List<String> command(int port, @Nullable Path data, List<String> settings) throws IOException {
        RedisServerBuilder builder = redis.embedded.RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("maxmemory-policy noeviction")
                .setting("save \"\"");
        settings.forEach(builder::setting);
        if (data != null) {
            Files.createDirectories(data);
            builder.setting("dir " + data.toAbsolutePath())
                    .setting("appendonly yes")
                    .setting("appendfsync always");
        }
        // The library knows where the program is and how to call it; the process is ours, so that no shutdown hook
        // stops it before those who use it.
        builder.build();
        return builder.buildCommandArgs();
    }

    private static void awaitReady(Process process) {
        var ready = new CountDownLatch(1);
        var output = new ArrayList<String>();
        var reader = new Thread(() -> read(process, output, ready), "redis-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (ready.await(START_LIMIT_SECONDS, TimeUnit.SECONDS) && process.isAlive()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        synchronized (output) {
            throw new IllegalStateException("Redis did not start: " + String.join("\n", output));
        }
    }

    private static void read(Process process, List<String> output, CountDownLatch ready) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(READY)) {
                    ready.countDown();
                } else if (ready.getCount() > 0) {
                    synchronized (output) {
                        output.add(line);
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone, and so is its output.
        } finally {
            ready.countDown();
        }
    }

    public int port() {
        return port;
    }

    /** For signals. */
    public long pid() {
        return process.pid();
    }

    /** For {@code quarkus.redis.hosts}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** SIGTERM, and waits. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

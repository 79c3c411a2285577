package io.isthmus.token.support;

import io.isthmus.testbed.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sees every command that Redis carries out, those of scripts too (MONITOR). */
public final class RedisMonitor implements AutoCloseable {

    private final Socket socket;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private RedisMonitor(Socket socket) {
        this.socket = socket;
    }

    /** @param redis such as {@code redis://127.0.0.1:6379} */
    public static RedisMonitor start(URI redis) {
        try {
            var monitor = new RedisMonitor(new Socket(redis.getHost(), redis.getPort()));
            var reader = new Thread(monitor::read, "redis-monitor");
            reader.setDaemon(true);
            reader.start();
            monitor.socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            Await.until("Redis tells what it does", () -> !monitor.lines.isEmpty());
            return monitor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the commands so far, as Redis prints them */
    public List<String> commands() {
        return List.copyOf(lines);
    }

    private void read() {
        try (var reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // Closed, by the test or because Redis is gone.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

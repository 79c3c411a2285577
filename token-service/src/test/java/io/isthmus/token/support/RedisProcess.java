package io.isthmus.token.support;

import io.isthmus.testbed.infra.RedisServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What operators and accidents do to a Redis. */
public final class RedisProcess {

    private RedisProcess() {}

    /** Starts on the port, empty; what replication writes to files goes to a folder of its own. */
    public static RedisServer start(int port, String... settings) {
        try {
            var all = new ArrayList<>(List.of(settings));
            all.add("dir " + Files.createTempDirectory(Path.of("target"), "redis-"));
            return RedisServer.start(port, null, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections stay open and nothing answers. */
    public static void pause(RedisServer redis) {
        signal("STOP", redis);
    }

    public static void resume(RedisServer redis) {
        signal("CONT", redis);
    }

    /** Without a chance to tell its replicas anything. */
    public static void kill(RedisServer redis) {
        signal("KILL", redis);
        redis.close();
    }

    /** @return the answer's first line, or the text that INFO answers */
    public static String command(RedisServer redis, String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                var reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String first = reader.readLine();
            if (first == null) {
                throw new EOFException("Redis hung up on " + command);
            }
            if (!first.startsWith("$")) {
                return first;
            }
            var text = new char[Integer.parseInt(first.substring(1))];
            for (int at = 0; at < text.length; ) {
                at += reader.read(text, at, text.length - at);
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, RedisServer redis) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

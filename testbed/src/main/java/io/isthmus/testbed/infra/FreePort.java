package io.isthmus.testbed.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot be told to choose one themselves. They are below those that systems give to outgoing
 * connections, which would take them in the moment before the server is there.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;
    private static final Path CLAIMS = Path.of(System.getProperty("java.io.tmpdir"), "isthmus-ports");

    /** Open as long as this process lives: closing one would give up what another of the same file has locked. */
    private static final Queue<FileChannel> CLAIMED = new ConcurrentLinkedQueue<>();

    private FreePort() {}

    /** @return a port that is free, and that nobody else who asks here was given, be it in another process */
    public static int find() {
        for (int n = 0; n < TRIES; n++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (claim(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + END);
    }

    /** Whoever was given a port may not have taken it yet. */
    private static boolean claim(int port) {
        try {
            Files.createDirectories(CLAIMS);
            FileChannel channel = FileChannel.open(
                    CLAIMS.resolve(String.valueOf(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            CLAIMED.add(channel);
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // Where no claim can be made there is none to respect.
            return true;
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

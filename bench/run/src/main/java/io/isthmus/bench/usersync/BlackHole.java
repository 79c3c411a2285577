package io.isthmus.bench.usersync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Lets everybody connect and never says a word. */
final class BlackHole implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final ServerSocket socket;

    BlackHole() throws IOException {
        socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

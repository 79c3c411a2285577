package io.isthmus.token.replicas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Many requests at once: each is sent but for its last byte, and then the last bytes follow one after the other within
 * a few milliseconds.
 */
final class Volley {

    private Volley() {}

    /**
     * @param target of the i-th request
     * @return how many answers had which status
     */
    static Map<Integer, Integer> post(int count, IntFunction<URI> target, String path, String type, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(open(target.apply(i), path, type, content));
            }
            for (Socket socket : sockets) {
                socket.getOutputStream().write(content, content.length - 1, 1);
            }
            return statuses(sockets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(Volley::close);
        }
    }

    private static Socket open(URI target, String path, String headers, byte[] content) throws IOException {
        var socket = new Socket(target.getHost(), target.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\nConnection: close\r\n"
                + headers + "Content-Length: " + content.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + content.length - 1);
        System.arraycopy(content, 0, all, start.length, content.length - 1);
        socket.getOutputStream().write(all);
        return socket;
    }

    private static Map<Integer, Integer> statuses(List<Socket> sockets) throws IOException {
        var statuses = new TreeMap<Integer, Integer>();
        for (Socket socket : sockets) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = reader.readLine();
            int status = line == null ? 0 : Integer.parseInt(line.split(" ")[1]);
            statuses.merge(status, 1, Integer::sum);
        }
        return statuses;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.isthmus.token.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A client's server that takes logout tokens, or does not; and a collector of traces. */
public final class Receiver implements AutoCloseable {

    /** What becomes of a logout token. */
    public enum Mood {
        TAKES,
        FAILS,
        HANGS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/portal", this::take);
        server.createContext("/v1/traces", this::trace);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void is(Mood next) {
        mood = next;
    }

    /** @return the logout tokens that were answered with success, oldest first */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** @return all logout tokens that came, oldest first */
    public List<String> tried() {
        return List.copyOf(tried);
    }

    /** @return what came over OTLP/HTTP: protobuf, of which the texts can be read */
    public List<String> traces() {
        return List.copyOf(traces);
    }

    private void trace(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] spans = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
        traces.add(new String(spans, StandardCharsets.ISO_8859_1));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = URLDecoder.decode(body.substring(body.indexOf('=') + 1), StandardCharsets.UTF_8);
        tried.add(token);
        Mood now = mood;
        if (now == Mood.HANGS) {
            hang();
        }
        if (now == Mood.TAKES) {
            taken.add(token);
        }
        exchange.sendResponseHeaders(now == Mood.TAKES ? 200 : 500, -1);
        exchange.close();
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

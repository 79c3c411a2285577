package io.isthmus.course.embed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** course-service as a browser sees it: the component's files, and the API with answers a test sets. */
final class ServiceDouble implements AutoCloseable {

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;

        static Answer json(String body) {
            return exchange -> Web.answer(exchange, 200, "application/json", body);
        }

        static Answer status(int status) {
            return exchange -> Web.answer(
                    exchange, status, "application/problem+json", "{\"title\":\"java.lang.NullPointerException\"}");
        }

        static Answer pdf(byte[] body) {
            return exchange -> Web.answer(exchange, 200, "application/pdf", body);
        }

        default Answer with(String header, String value) {
            return exchange -> {
                exchange.getResponseHeaders().set(header, value);
                to(exchange);
            };
        }

        /** Waits until the test lets it go. */
        default Answer after(CountDownLatch latch) {
            return exchange -> {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                to(exchange);
            };
        }
    }

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html; charset=utf-8");

    private final Web web = new Web(this::handle);
    private final Supplier<String> allowedOrigin;
    private final Set<String> refusedTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    ServiceDouble(Supplier<String> allowedOrigin) {
        this.allowedOrigin = allowedOrigin;
    }

    Web web() {
        return web;
    }

    void reset() {
        web.forgetRequests();
        answers.clear();
        refusedTokens.clear();
    }

    void dashboard(Answer answer) {
        dashboard("101", answer);
    }

    void dashboard(String user, Answer answer) {
        answers.put("/v1/users/" + user + "/dashboard", answer);
    }

    void pdf(String certificate, Answer answer) {
        answers.put("/v1/certificates/" + certificate + "/pdf", answer);
    }

    void refuse(String token) {
        refusedTokens.add("Bearer " + token);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", allowedOrigin.get());
        headers.set("Access-Control-Expose-Headers", "Age, Retry-After");
        headers.set("Vary", "Origin");
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            headers.set("Access-Control-Allow-Headers", "authorization");
            exchange.sendResponseHeaders(204, -1);
        } else if (path.startsWith("/embed/")) {
            file(exchange, path.endsWith("/") ? path + "index.html" : path);
        } else {
            api(exchange, path);
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || refusedTokens.contains(authorization)) {
            Answer.status(401).to(exchange);
        } else {
            answers.getOrDefault(path, Answer.status(404)).to(exchange);
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        try (InputStream file = ServiceDouble.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) {
                Web.answer(exchange, 404, "text/plain", "no such file");
            } else {
                String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain");
                Web.answer(exchange, 200, type, file.readAllBytes());
            }
        }
    }

    @Override
    public void close() {
        web.close();
    }
}

package io.isthmus.course.embed;

import com.sun.net.httpserver.HttpExchange;
import io.isthmus.course.embed.ServiceDouble.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A CMS: pages that hold the component, under a strict Content-Security-Policy, and a token endpoint. */
final class Site implements AutoCloseable {

    private final Web web = new Web(this::handle);
    private final ServiceDouble service = new ServiceDouble(this::origin);
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile Answer tokenAnswer = this::newToken;
    private volatile String serviceOrigin = service.web().origin();

    String origin() {
        return web.origin();
    }

    Web web() {
        return web;
    }

    ServiceDouble service() {
        return service;
    }

    void reset() {
        web.forgetRequests();
        service.reset();
        tokens.set(0);
        tokenAnswer = this::newToken;
    }

    /** Uses another service than the double. */
    void serveFrom(String origin) {
        serviceOrigin = origin;
    }

    /** What the token endpoint answers; by itself token-1, token-2 and so on, for five minutes each. */
    void tokens(Answer answer) {
        tokenAnswer = answer;
    }

    /** The page's address. */
    String publish(Page page) {
        pages.add(page.markup(serviceOrigin));
        return origin() + "/page/" + (pages.size() - 1);
    }

    private void newToken(HttpExchange exchange) throws IOException {
        String token = "token-" + tokens.incrementAndGet();
        Answer.json("{\"access_token\":\"" + token + "\",\"expires_in\":300}").to(exchange);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().set("Content-Security-Policy", policy());
        if (path.equals("/token")) {
            tokenAnswer.to(exchange);
        } else if (path.startsWith("/page/")) {
            int number = Integer.parseInt(path.substring("/page/".length()));
            Web.answer(exchange, 200, "text/html; charset=utf-8", pages.get(number));
        } else if (path.startsWith("/static/")) {
            file(exchange, path.substring("/static/".length()));
        } else {
            Web.answer(exchange, 200, "text/html", "<title>" + path.replace("<", "") + "</title>");
        }
    }

    /** What EMBED.md asks for, and not a word more but the site's own style sheets and icon. */
    private String policy() {
        return "default-src 'none'; script-src 'self' " + serviceOrigin + "; connect-src 'self' " + serviceOrigin
                + "; style-src 'self' " + serviceOrigin
                + "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                + "; require-trusted-types-for 'script'";
    }

    private static void file(HttpExchange exchange, String name) throws IOException {
        try (InputStream file = Site.class.getResourceAsStream("/embed/" + name)) {
            if (file == null) {
                Web.answer(exchange, 404, "text/plain", "no such file");
                return;
            }
            String type = name.endsWith(".css") ? "text/css" : "text/javascript";
            Web.answer(exchange, 200, type, file.readAllBytes());
        }
    }

    @Override
    public void close() {
        service.close();
        web.close();
    }
}

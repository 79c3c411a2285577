package io.isthmus.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A person's browser without JavaScript: cookies, redirects, links and forms. */
final class WebBrowser {

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = client(HttpClient.Redirect.ALWAYS);
    private final HttpClient steps = client(HttpClient.Redirect.NEVER);

    /** What the person sees. */
    record Page(URI address, int status, HttpHeaders headers, Document document) {

        /** @return where a redirect leads, as it was sent; empty for none */
        String location() {
            return headers.firstValue("location").orElse("");
        }

        String text() {
            return document.body().text();
        }

        Element one(String css) {
            List<Element> found = document.select(css);
            if (found.size() != 1) {
                throw new AssertionError(
                        found.size() + " elements '" + css + "' at " + address + ":\n" + document.body());
            }
            return found.get(0);
        }

        FormElement form(String css) {
            return (FormElement) one(css);
        }
    }

    record Download(int status, String type, byte[] bytes) {}

    private HttpClient client(HttpClient.Redirect redirects) {
        return HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(redirects)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    Page open(String url) {
        return page(client, HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** One answer, wherever it leads. */
    Page step(String url) {
        return page(steps, HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** One answer to HEAD, as link previews ask. */
    Page look(String url) {
        return page(steps, HttpRequest.newBuilder(URI.create(url)).method("HEAD", BodyPublishers.noBody()));
    }

    /** One answer to a form that another site sends from this browser. */
    Page post(String url, Map<String, String> fields) {
        return page(steps, form(url, body(fields)));
    }

    boolean hasCookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(cookie ->
                        cookie.getName().equals(name) && !cookie.getValue().isEmpty());
    }

    Download download(String url) {
        HttpResponse<byte[]> response =
                send(client, HttpRequest.newBuilder(URI.create(url)), BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("content-type").orElse("");
        return new Download(response.statusCode(), type, response.body());
    }

    /** Presses the form's button after writing into its fields. */
    Page submit(FormElement form, Map<String, String> fields) {
        String body = form.formData().stream()
                .filter(field -> !fields.containsKey(field.key()))
                .map(field -> encode(field.key(), field.value()))
                .collect(Collectors.joining("&"));
        String written = body(fields);
        String all = body.isEmpty() || written.isEmpty() ? body + written : body + "&" + written;
        String action = form.absUrl("action").isEmpty() ? form.baseUri() : form.absUrl("action");
        if (form.submit().request().method() == Connection.Method.GET) {
            return open(action + (all.isEmpty() ? "" : "?" + all));
        }
        return page(client, form(action, all));
    }

    private static HttpRequest.Builder form(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Page page(HttpClient client, HttpRequest.Builder request) {
        // As a browser says it: programs get JSON where people get a page.
        request.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        HttpResponse<InputStream> response = send(client, request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String address = response.uri().toString();
            return new Page(
                    response.uri(), response.statusCode(), response.headers(), Jsoup.parse(body, "UTF-8", address));
        } catch (IOException e) {
            throw new AssertionError("reading " + response.uri(), e);
        }
    }

    private static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), handler);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

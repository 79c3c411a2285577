package io.isthmus.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
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

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** What the person sees. */
    record Page(URI address, int status, Document document) {

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

    Page open(String url) {
        return page(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    Download download(String url) {
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(URI.create(url)), BodyHandlers.ofByteArray());
        String type = response.headers().firstValue("content-type").orElse("");
        return new Download(response.statusCode(), type, response.body());
    }

    /** Presses the form's button after writing into its fields. */
    Page submit(FormElement form, Map<String, String> fields) {
        String body = form.formData().stream()
                .filter(field -> !fields.containsKey(field.key()))
                .map(field -> encode(field.key(), field.value()))
                .collect(Collectors.joining("&"));
        String written = fields.entrySet().stream()
                .map(field -> encode(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
        String all = body.isEmpty() || written.isEmpty() ? body + written : body + "&" + written;
        String action = form.absUrl("action").isEmpty() ? form.baseUri() : form.absUrl("action");
        if (form.submit().request().method() == Connection.Method.GET) {
            return open(action + (all.isEmpty() ? "" : "?" + all));
        }
        return page(HttpRequest.newBuilder(URI.create(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(all)));
    }

    private static String encode(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Page page(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String address = response.uri().toString();
            return new Page(response.uri(), response.statusCode(), Jsoup.parse(body, "UTF-8", address));
        } catch (IOException e) {
            throw new AssertionError("reading " + response.uri(), e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
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

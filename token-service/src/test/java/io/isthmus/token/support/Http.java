package io.isthmus.token.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Talks to the service as a program with a credential, or as a browser with cookies. */
public final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request that hangs fails a test, and does not hang the build. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final HttpClient client;
    private final URI base;

    private Http(HttpClient client, URI base) {
        this.client = client;
        this.base = base;
    }

    public static Http program(URI base) {
        return new Http(HttpClient.newHttpClient(), base);
    }

    /** Keeps cookies, follows nothing, asks for pages; by HTTP/1.1, as browsers do without TLS. */
    public static Http browser(URI base) {
        return new Http(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .build(),
                base);
    }

    public static String basic(String id, String credential) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + credential).getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> get(String address, String... headers) {
        return send(request(address, headers).GET());
    }

    public HttpResponse<String> head(String address, String... headers) {
        return send(request(address, headers).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> delete(String address, String... headers) {
        return send(request(address, headers).DELETE());
    }

    public HttpResponse<String> postJson(String address, Object body, String... headers) {
        try {
            return send(request(address, headers)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            body instanceof String text ? text : JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HttpResponse<String> postForm(String address, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(address, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(address)).timeout(LIMIT);
        if (client.cookieHandler().isPresent()) {
            request.header("Accept", "text/html,application/xhtml+xml");
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.isthmus.checks.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Calls to the services of a world. */
final class Http {

    private final HttpClient client = HttpClient.newHttpClient();
    private final World world;

    Http(World world) {
        this.world = world;
    }

    /** By OAuth 2.0 client credentials. */
    String accessToken(String clientId, String credential, String scope) {
        var answer = post(
                "token-service",
                "/oauth2/token",
                Map.of(
                        "authorization",
                        basic(clientId, credential),
                        "content-type",
                        "application/x-www-form-urlencoded"),
                "grant_type=client_credentials&scope=" + scope);
        return json(answer).path("access_token").asText();
    }

    static String basic(String clientId, String credential) {
        byte[] text = (clientId + ":" + credential).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String service, String path, Map<String, String> headers) {
        return send(service, path, headers, HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> post(String service, String path, Map<String, String> headers, String body) {
        return send(service, path, headers, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(
            String service, String path, Map<String, String> headers, HttpRequest.Builder request) {
        request.uri(URI.create("http://127.0.0.1:" + world.port(service) + path));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

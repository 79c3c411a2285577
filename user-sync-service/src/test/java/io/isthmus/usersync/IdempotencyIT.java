package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.contracts.Contracts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is asked twice under one key is done once. */
@QuarkusTest
@Stack
class IdempotencyIT extends Between {

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String RETRY = "{\"action\":\"retry\"}";
    private static final String DISMISS = "{\"action\":\"dismiss\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void refusesAnotherBodyUnderTheSameKeyWhetherOrNotItsLengthIsTold() throws Exception {
        for (boolean chunked : List.of(true, false)) {
            String key = UUID.randomUUID().toString();

            HttpResponse<String> first = resolve(key, RETRY, chunked);
            HttpResponse<String> again = resolve(key, RETRY, !chunked);
            HttpResponse<String> other = resolve(key, DISMISS, chunked);

            assertThat(first.statusCode()).isEqualTo(404);
            assertThat(first.headers().firstValue(REPLAYED)).isEmpty();
            assertThat(again.statusCode()).isEqualTo(404);
            assertThat(again.headers().firstValue(REPLAYED)).contains("true");
            assertThat(other.statusCode()).as("chunked: %s", chunked).isEqualTo(422);
            assertThat(other.body()).contains("idempotency-key-reused");
        }
    }

    private HttpResponse<String> resolve(String key, String body, boolean chunked)
            throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        BodyPublisher publisher = chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                : BodyPublishers.ofByteArray(bytes);
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/conflicts/999999/resolve"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + issuer.token("sync:admin"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(publisher)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void isForEveryPostOfTheApiButEventsWhichHaveAnIdOfTheirOwn() throws IOException {
        List<String> without = new ArrayList<>();
        int with = 0;
        for (Map.Entry<String, Map<String, Object>> post : posts().entrySet()) {
            if (!post.getValue().toString().contains("Idempotency-Key")) {
                without.add(post.getKey());
                continue;
            }
            with++;
            String key = UUID.randomUUID().toString();
            Response first = post(post.getKey(), key);
            Response again = post(post.getKey(), key);
            assertThat(first.statusCode()).as(post.getKey()).isBetween(400, 499);
            assertThat(first.header(REPLAYED)).as(post.getKey()).isNull();
            assertThat(again.statusCode()).as(post.getKey()).isEqualTo(first.statusCode());
            assertThat(again.header(REPLAYED)).as(post.getKey()).isEqualTo("true");
        }
        assertThat(without).containsExactly("/v1/events/{source}");
        assertThat(with).isEqualTo(posts().size() - 1).isGreaterThanOrEqualTo(15);
    }

    /** One that has no effect: no such thing, or no body that could be understood. */
    private Response post(String path, String key) {
        String id = path.contains("imports") || path.contains("reconciliations") ? new UUID(0, 0).toString() : "0";
        return world.api("sync:admin").header("Idempotency-Key", key).body("[").post(path.replaceAll("\\{\\w+}", id));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> posts() throws IOException {
        String text = Files.readString(Contracts.folder().resolve("openapi/user-sync-service.yaml"));
        var paths = (Map<String, Map<String, Map<String, Object>>>)
                new Yaml().<Map<String, Object>>load(text).get("paths");
        var posts = new TreeMap<String, Map<String, Object>>();
        paths.forEach((path, methods) -> {
            if (methods.containsKey("post")) {
                posts.put(path, methods.get("post"));
            }
        });
        return posts;
    }
}

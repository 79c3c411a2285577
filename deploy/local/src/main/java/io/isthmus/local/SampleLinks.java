package io.isthmus.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Links the sample people who are on both sides, as the operator of a new installation would; repeating is harmless. */
final class SampleLinks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATOR = "operator:isthmus-local-operator-api-0123456789";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Settings settings;

    SampleLinks(Settings settings) {
        this.settings = settings;
    }

    /** @throws StackException when a service refuses */
    void create() throws InterruptedException {
        String token = token();
        for (Map.Entry<String, String> person : SamplePeople.LINKED.entrySet()) {
            link(token, person.getKey(), person.getValue());
        }
    }

    private String token() throws InterruptedException {
        String credential = Base64.getEncoder().encodeToString(OPERATOR.getBytes(StandardCharsets.UTF_8));
        var request = request(Port.TOKEN, "/oauth2/token")
                .header("Authorization", "Basic " + credential)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=sync:read%20sync:admin"));
        String answer = send(Port.TOKEN, request.build(), 200);
        try {
            return JSON.readTree(answer).path("access_token").asText();
        } catch (IOException e) {
            throw new StackException("token-service answered what is no JSON: " + e.getMessage());
        }
    }

    private void link(String token, String cmsUid, String lmsUserId) throws InterruptedException {
        var body = JSON.createObjectNode()
                .put("cmsSource", "cms")
                .put("cmsUid", cmsUid)
                .put("lmsSource", "lms")
                .put("lmsUserId", lmsUserId);
        var request = request(Port.SYNC, "/v1/links")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        // 409: a person has linked them otherwise since, and that stays.
        send(Port.SYNC, request.build(), 200, 201, 409);
    }

    private HttpRequest.Builder request(Port service, String path) {
        return HttpRequest.newBuilder(URI.create(settings.localUrl(service) + path))
                .timeout(Duration.ofSeconds(30));
    }

    private String send(Port service, HttpRequest request, Integer... expected) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (!java.util.List.of(expected).contains(response.statusCode())) {
                throw new StackException("The sample people could not be linked: " + service.label() + " answered "
                        + response.statusCode() + " to " + request.uri().getPath() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new StackException(
                    "The sample people could not be linked: " + service.label() + ": " + e.getMessage());
        }
    }
}

package io.isthmus.testbed.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void hasTheSamplePeople(String host) throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            JsonNode users = JSON.readTree(get(portal, host, "/jsonapi/user/user?filter[status]=1&sort=-name")
                    .body());

            assertThat(users.at("/data").findValuesAsText("name"))
                    .containsExactly("isthmus", "chloe", "bruno", "admin", "ada");
            assertThat(portal.user(104)).get().extracting(PortalUser::active).isEqualTo(false);
            assertThat(portal.user(103).orElseThrow().fullName()).isEqualTo("Chloé Dupont");
        }
    }

    @Test
    void recordsNothingTwiceWhenOneNameIsPostedAtOnce() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            String body =
                    "{\"data\":{\"type\":\"user--user\",\"attributes\":{\"name\":\"race\",\"mail\":\"r@x.org\"}}}";

            var statuses = IntStream.range(0, 6)
                    .mapToObj(i -> client.sendAsync(
                            request(portal, "127.0.0.1", "/jsonapi/user/user")
                                    .header("Content-Type", "application/vnd.api+json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .sorted()
                    .toList();

            assertThat(statuses).containsExactly(201, 422, 422, 422, 422, 422);
        }
    }

    @Test
    void keepsAccountsBetweenRuns(@TempDir Path folder) {
        PortalOptions options = PortalOptions.sample().withDataFolder(folder);
        PortalUser before;
        try (Portal portal = Portal.start(options)) {
            portal.updateUser(101, user -> user.lastName("King").city(null));
            portal.deleteUser(104);
            before = portal.user(101).orElseThrow();
        }

        try (Portal portal = Portal.start(options)) {
            assertThat(portal.user(101)).contains(before);
            assertThat(portal.user(104)).isEmpty();
            assertThat(portal.addUser(new UserDraft().name("eve")).uid()).isEqualTo(105);
        }
    }

    @Test
    void goesWrongAsToldAndRecovers() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            portal.faults().error();
            assertThat(get(portal, "localhost", "/jsonapi").statusCode()).isEqualTo(500);
            portal.faults().anonymous();
            assertThat(get(portal, "localhost", "/jsonapi").body()).doesNotContain("\"me\"");
            portal.faults().emptyLists();
            assertThat(get(portal, "localhost", "/jsonapi/user/user").body()).contains("\"data\":[]");
            portal.faults().slow(Duration.ofMillis(200));
            assertThat(get(portal, "localhost", "/jsonapi").body()).contains("\"me\"");
            portal.faults().down();
            assertThat(client.sendAsync(request(portal, "localhost", "/jsonapi").build(), BodyHandlers.ofString()))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(IOException.class);
            portal.faults().clear();
            assertThat(get(portal, "localhost", "/jsonapi").body()).contains("\"me\"");
        }
    }

    @Test
    void doesTheWorkWhoseAnswerItDrops() {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            portal.faults().dropAnswers();
            String body = "{\"data\":{\"type\":\"user--user\",\"attributes\":{\"name\":\"lost\"}}}";
            var answer = client.sendAsync(
                    request(portal, "localhost", "/jsonapi/user/user")
                            .header("Content-Type", "application/vnd.api+json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer).failsWithin(Duration.ofSeconds(10));
            Await.untilAsserted(
                    "the work is done all the same",
                    () -> assertThat(portal.users())
                            .extracting(PortalUser::name)
                            .contains("lost"));
        }
    }

    @Test
    void takesFaultsOverHttp() throws Exception {
        try (Portal portal = Portal.start(PortalOptions.sample())) {
            HttpResponse<String> set = client.send(
                    request(portal, "localhost", "/_standin/fault")
                            .PUT(BodyPublishers.ofString("{\"kind\":\"half_list\"}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(set.body()).contains("half_list");
            assertThat(JSON.readTree(get(portal, "localhost", "/jsonapi/user/user")
                                    .body())
                            .at("/data"))
                    .extracting(
                            user -> user.at("/attributes/drupal_internal__uid").asInt())
                    .containsExactly(1, 101, 103);
        }
    }

    private HttpResponse<String> get(Portal portal, String host, String path) throws Exception {
        return client.send(
                request(portal, host, path.replace("[", "%5B").replace("]", "%5D"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Portal portal, String host, String path) {
        String credentials =
                Base64.getEncoder().encodeToString("isthmus:isthmus-local-connector".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + portal.port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + credentials);
    }
}

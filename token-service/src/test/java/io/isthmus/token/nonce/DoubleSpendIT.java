package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Http;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class DoubleSpendIT {

    private static final int PARALLEL = 1000;
    private static final int MOST_ROUNDS = 20;

    @TestHTTPResource("/")
    URI service;

    /** A round in which a busy Redis was too slow to let anybody in shows nothing: it is played again. */
    @RepeatedTest(3)
    void ofAThousandAtOnceOneIsTheFirst() {
        Service.awaitReady(service);
        Map<Integer, Long> answers = Map.of();
        for (int round = 0; round < MOST_ROUNDS && !answers.containsKey(200); round++) {
            answers = presentAtOnce(new Portal(Http.program(service))
                    .mint("jwe", "101", "ada")
                    .path("token")
                    .asText());
            assertThat(answers.getOrDefault(200, 0L)).as("%s", answers).isLessThanOrEqualTo(1L);
            assertThat(answers.keySet()).isSubsetOf(200, 401, 503);
        }
        assertThat(answers).containsEntry(200, 1L);
    }

    /** @return how often each status was answered */
    private Map<Integer, Long> presentAtOnce(String token) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/tokens/verify"))
                .header("Authorization", Portal.PORTAL)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, PARALLEL)
                .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    }
}

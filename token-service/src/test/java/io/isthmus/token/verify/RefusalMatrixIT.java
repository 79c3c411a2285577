package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.LogCapture;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All the bad tokens over HTTP, with the clock stopped so that each bound is met to the second. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
class RefusalMatrixIT {

    @TestHTTPResource("/")
    URI service;

    @Inject
    TestClock clock;

    @Inject
    Redis redis;

    private Http http;
    private Portal portal;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        portal = new Portal(http);
        Service.awaitReady(service);
        clock.stopAt(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    }

    @AfterEach
    void end() {
        clock.goOn();
    }

    @Test
    void everyRefusalIsTheSameAndLeavesNothingBehind() {
        List<BadToken> bad = BadTokens.all(new Forge(clock.instant())).toList();
        assertThat(bad).hasSizeGreaterThan(300);
        List<String> keysBefore = nonceKeys();

        try (var log = LogCapture.start()) {
            Map<String, Integer> seen = new TreeMap<>();
            bad.forEach(one -> seen.merge(shape(portal.verify(Forge.fields(one.token()))), 1, Integer::sum));
            bad.forEach(one -> seen.merge(
                    "login " + shape(http.postForm("/sso/login", Forge.fields(one.token()))), 1, Integer::sum));

            assertThat(seen.keySet()).as("one answer for each door").hasSize(2);
            assertThat(log.text())
                    .contains("reason=bad-mac", "reason=bad-username")
                    .doesNotContain("ada", "Lovelace", "example.org", "test-portal", "nonce=");
        }
        assertThat(nonceKeys()).isEqualTo(keysBefore);
    }

    /** Status, headers and body, but for what differs from one answer to the next anyway. */
    private static String shape(HttpResponse<String> response) {
        var headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return response.statusCode() + " " + headers + " "
                + response.body().replaceAll("[2-9A-Z]{4}-[2-9A-Z]{4}", "REFERENCE");
    }

    private List<String> nonceKeys() {
        var keys =
                redis.send(Request.cmd(Command.KEYS).arg("isthmus:*")).await().indefinitely();
        return StreamSupport.stream(keys.spliterator(), false)
                .map(Object::toString)
                .sorted()
                .toList();
    }
}

package io.isthmus.token.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.nonce.NonceStore.Claim;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims of one moment go to Redis together; each gets its own answer. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
class ClaimsTogetherIT {

    private static final int NONCES = 40;

    @TestHTTPResource("/")
    URI service;

    @Inject
    RedisNonceStore nonces;

    @Inject
    Redis redis;

    @Inject
    Vertx vertx;

    @Test
    void eachNonceIsTheFirstOnesAlsoAfterRedisForgotTheScript() {
        Service.awaitReady(service);
        redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")).await().indefinitely();

        List<Claim> claims = eachTwiceInOneTurn("together-" + System.nanoTime());

        for (int i = 0; i < NONCES; i++) {
            assertThat(claims.subList(2 * i, 2 * i + 2)).containsExactly(Claim.CLAIMED, Claim.USED);
        }
    }

    private List<Claim> eachTwiceInOneTurn(String name) {
        var answers = new CompletableFuture<List<Claim>>();
        Instant now = Instant.now();
        vertx.getOrCreateContext().runOnContext(turn -> {
            List<Uni<Claim>> claims = IntStream.range(0, 2 * NONCES)
                    .mapToObj(i -> nonces.claim("portal", name + "-" + i / 2, now))
                    .toList();
            Uni.join().all(claims).andFailFast().subscribe().with(answers::complete, answers::completeExceptionally);
        });
        return answers.join();
    }
}

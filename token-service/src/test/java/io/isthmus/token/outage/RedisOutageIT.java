package io.isthmus.token.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.KafkaBox;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.RedisBox;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.Visitor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class RedisOutageIT {

    private static final Logger LOG = Logger.getLogger(RedisOutageIT.class);

    @TestHTTPResource("/")
    URI service;

    RedisBox redisServer;
    KafkaBox kafkaServer;

    @Inject
    Redis redis;

    private Http http;
    private Portal portal;
    private Map<String, String> used;
    private Map<String, String> unused;

    @BeforeEach
    void begin() {
        http = Http.program(service);
        portal = new Portal(http);
        used = awaitAccepted();
        unused = token();
    }

    @AfterEach
    void end() {
        Service.awaitReady(service);
    }

    @Test
    void stoppedAndStartedEmpty() {
        redisServer.stop();
        assertUnavailable();

        redisServer.startEmpty();

        assertNothingOfBeforeIsAccepted();
        assertNewTokensAreAccepted();
    }

    @Test
    void paused() {
        redisServer.pause();
        try {
            assertUnavailable();
        } finally {
            redisServer.resume();
        }
        assertThat(portal.verify(used).statusCode()).isEqualTo(401);
        assertNewTokensAreAccepted();
    }

    @Test
    void emptied() {
        send(Command.FLUSHALL);

        assertNothingOfBeforeIsAccepted();
        assertNewTokensAreAccepted();
    }

    @Test
    void readOnlyAndPromoted() {
        send(Command.REPLICAOF, "127.0.0.1", "1");
        try {
            assertUnavailable();
        } finally {
            send(Command.REPLICAOF, "NO", "ONE");
        }

        assertNothingOfBeforeIsAccepted();
        assertNewTokensAreAccepted();
    }

    @Test
    void evicting() {
        send(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-lru");
        try {
            Await.until("nothing is accepted", () -> portal.verify(token()).statusCode() == 503);
            assertThat(http.get("/q/health/ready").statusCode()).isEqualTo(503);
        } finally {
            send(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
        }
        assertNewTokensAreAccepted();
    }

    @Test
    void peopleComeInAgainAfterALoss() {
        try (var kafka = new Kafka(kafkaServer)) {
            kafka.link("cms", "101", "ada", "4", "linked");
            send(Command.FLUSHALL);
            awaitAccepted();
            Service.awaitReady(service);

            Await.until("the links were read again", () -> {
                var token = new Forge(Instant.now()).jwe(claims -> claims.put("redirect", "/my/?" + Forge.nonce()));
                var visitor = new Visitor(service);
                return visitor.handIn(Forge.fields(token)).statusCode() == 303
                        && visitor.proceed().statusCode() == 303;
            });
        }
    }

    private void assertUnavailable() {
        Instant begin = Instant.now();
        List<CompletableFuture<Integer>> answers = Stream.concat(
                        Stream.of(used, unused, token()).map(token -> answer(() -> portal.verify(token))),
                        Stream.of(answer(() -> new Visitor(service).handIn(unused))))
                .toList();
        assertThat(answers).extracting(CompletableFuture::join).containsOnly(503);
        LOG.infof("503 after %d ms", Duration.between(begin, Instant.now()).toMillis());
        Await.until("readiness is off", () -> http.get("/q/health/ready").statusCode() == 503);
    }

    private static CompletableFuture<Integer> answer(Supplier<HttpResponse<String>> request) {
        return CompletableFuture.supplyAsync(() -> request.get().statusCode());
    }

    private void assertNothingOfBeforeIsAccepted() {
        Await.until("there is an answer again", () -> portal.verify(used).statusCode() != 503);
        assertThat(portal.verify(used).statusCode()).isEqualTo(401);
        assertThat(portal.verify(unused).statusCode()).isEqualTo(401);
    }

    private void assertNewTokensAreAccepted() {
        Instant begin = Instant.now();
        Map<String, String> fresh = awaitAccepted();
        LOG.infof("ready after %d ms", Duration.between(begin, Instant.now()).toMillis());
        assertThat(portal.verify(fresh).statusCode()).isEqualTo(401);
    }

    /** Each bucket of nonces begins its epoch when it is first looked at, so one that works says nothing of the next. */
    private Map<String, String> awaitAccepted() {
        var accepted = new AtomicReference<Map<String, String>>(Map.of());
        Await.until("a new token is accepted", () -> {
            Map<String, String> fresh = token();
            accepted.set(fresh);
            return portal.verify(fresh).statusCode() == 200;
        });
        return accepted.get();
    }

    private static Map<String, String> token() {
        return Forge.fields(new Forge(Instant.now()).jwe(claims -> {}));
    }

    private void send(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        redis.send(request).await().indefinitely();
    }
}

package io.isthmus.token.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisKeys;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.wire.StrictJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Sessions in Redis by the hash of their key, and of each person the hashes of their sessions. */
final class RedisSessions {

    private final RedisCommands redis;
    private final String timeToLive;

    RedisSessions(RedisCommands redis, Duration timeToLive) {
        this.redis = redis;
        this.timeToLive = String.valueOf(timeToLive.toMillis());
    }

    Uni<Void> save(String key, Session session) {
        String hash = RedisKeys.hash(key);
        String person = personKey(session.subject());
        return redis.send(Command.SADD, List.of(person, hash))
                .chain(() -> redis.send(Command.PEXPIRE, List.of(person, timeToLive)))
                .chain(() -> redis.send(Command.SET, List.of(sessionKey(hash), write(session), "PX", timeToLive)))
                .replaceWithVoid();
    }

    Uni<Optional<Session>> find(String key) {
        return redis.send(Command.GET, List.of(sessionKey(RedisKeys.hash(key))))
                .map(answer -> answer.map(RedisSessions::read));
    }

    Uni<Optional<Session>> remove(String key) {
        return removeByHash(RedisKeys.hash(key));
    }

    /** GETDEL: of several who end a session, one is told that it did. */
    Uni<Optional<Session>> removeByHash(String hash) {
        return redis.send(Command.GETDEL, List.of(sessionKey(hash)))
                .map(answer -> answer.map(RedisSessions::read))
                .call(removed -> removed.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : redis.send(
                                Command.SREM, List.of(personKey(removed.get().subject()), hash)));
    }

    Uni<List<String>> hashesOf(Subject subject) {
        return redis.send(Command.SMEMBERS, List.of(personKey(subject)))
                .map(answer -> answer.map(members -> StreamSupport.stream(members.spliterator(), false)
                                .map(Response::toString)
                                .toList())
                        .orElse(List.of()));
    }

    private static String sessionKey(String hash) {
        return "isthmus:session:" + hash;
    }

    private static String personKey(Subject subject) {
        return "isthmus:sessions-of:" + subject.key();
    }

    private static String write(Session session) {
        ObjectNode node = StrictJson.newObject()
                .put("sid", session.sid())
                .put("source", session.subject().source())
                .put("uid", session.subject().id())
                .put("username", session.username())
                .put("lmsSource", session.lmsSource())
                .put("lmsUserId", session.lmsUserId())
                .put("lmsAuth", session.lmsAuth())
                .put("clientId", session.clientId())
                .put("startedAt", session.startedAt().toString());
        return new String(StrictJson.bytes(node), StandardCharsets.UTF_8);
    }

    private static Session read(Response response) {
        JsonNode node = StrictJson.object(response.toBuffer().getBytes()).orElseThrow();
        return new Session(
                node.path("sid").asText(),
                new Subject(node.path("source").asText(), node.path("uid").asText()),
                node.path("username").asText(),
                node.path("lmsSource").asText(),
                node.path("lmsUserId").asText(),
                node.path("lmsAuth").asText(),
                node.path("clientId").asText(),
                Instant.parse(node.path("startedAt").asText()));
    }
}

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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Sessions in Redis by the hash of their key. Beside them the hashes of each person's sessions, the hash by sid, and of
 * each CMS all of them in the order they began. What stands beside may outlast a session; it then leads nowhere.
 */
final class RedisSessions {

    /** How long a session that is over can still be told of. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final RedisCommands redis;
    private final String timeToLive;

    /** @param timeToLive of a session */
    RedisSessions(RedisCommands redis, Duration timeToLive) {
        this.redis = redis;
        this.timeToLive = String.valueOf(timeToLive.plus(MARGIN).toMillis());
    }

    /**
     * A session's place among all of its CMS: in the order of their beginnings, and of their sids at the same moment.
     */
    record Place(String text) {

        static Place of(Session session, String hash) {
            return new Place(beginning(session.startedAt()) + ":" + session.sid() + ":" + hash);
        }

        String hash() {
            return text.substring(text.lastIndexOf(':') + 1);
        }
    }

    Uni<Void> save(String key, Session session) {
        String hash = RedisKeys.hash(key);
        String person = personKey(session.subject());
        String all = sourceKey(session.subject().source());
        return redis.send(Command.SADD, List.of(person, hash))
                .chain(() -> redis.send(Command.PEXPIRE, List.of(person, timeToLive)))
                .chain(() -> redis.send(
                        Command.ZADD, List.of(all, "0", Place.of(session, hash).text())))
                .chain(() -> redis.send(Command.PEXPIRE, List.of(all, timeToLive)))
                .chain(() -> redis.send(Command.SET, List.of(sidKey(session.sid()), hash, "PX", timeToLive)))
                .chain(() -> redis.send(Command.SET, List.of(sessionKey(hash), write(session), "PX", timeToLive)))
                .replaceWithVoid();
    }

    Uni<Optional<Session>> find(String hash) {
        return redis.send(Command.GET, List.of(sessionKey(hash))).map(answer -> answer.map(RedisSessions::read));
    }

    /** @return the hash of the session with this sid */
    Uni<Optional<String>> hashOf(String sid) {
        return redis.send(Command.GET, List.of(sidKey(sid))).map(answer -> answer.map(Object::toString));
    }

    Uni<List<String>> hashesOf(Subject subject) {
        return redis.send(Command.SMEMBERS, List.of(personKey(subject))).map(RedisSessions::texts);
    }

    /** @param after the last place that was seen; empty text for the beginning */
    Uni<List<Place>> places(String source, String after, int limit) {
        return places(source, after.isEmpty() ? "-" : "(" + after, "+", limit);
    }

    /** @return the places of sessions that began before */
    Uni<List<Place>> placesBefore(String source, Instant end, int limit) {
        return places(source, "-", "(" + beginning(end), limit);
    }

    private Uni<List<Place>> places(String source, String from, String to, int limit) {
        var arguments = List.of(sourceKey(source), from, to, "LIMIT", "0", String.valueOf(limit));
        return redis.send(Command.ZRANGEBYLEX, arguments)
                .map(answer -> texts(answer).stream().map(Place::new).toList());
    }

    /** GETDEL: of several who end a session, one is told that it did. */
    Uni<Optional<Session>> remove(String hash) {
        return redis.send(Command.GETDEL, List.of(sessionKey(hash)))
                .map(answer -> answer.map(RedisSessions::read))
                .call(removed -> removed.map(session -> forget(session, hash))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Removes a place that leads nowhere. */
    Uni<Void> remove(String source, Place place) {
        return redis.send(Command.ZREM, List.of(sourceKey(source), place.text()))
                .replaceWithVoid();
    }

    private Uni<Void> forget(Session session, String hash) {
        return redis.send(Command.SREM, List.of(personKey(session.subject()), hash))
                .chain(() -> redis.send(Command.DEL, List.of(sidKey(session.sid()))))
                .chain(() -> remove(session.subject().source(), Place.of(session, hash)));
    }

    private static List<String> texts(Optional<Response> answer) {
        return answer.map(members -> StreamSupport.stream(members.spliterator(), false)
                        .map(Response::toString)
                        .toList())
                .orElse(List.of());
    }

    private static String beginning(Instant startedAt) {
        return String.format(Locale.ROOT, "%013d", startedAt.toEpochMilli());
    }

    private static String sessionKey(String hash) {
        return "isthmus:session:" + hash;
    }

    private static String sidKey(String sid) {
        return "isthmus:sid:" + sid;
    }

    private static String personKey(Subject subject) {
        return "isthmus:sessions-of:" + subject.key();
    }

    private static String sourceKey(String source) {
        return "isthmus:sessions-at:" + source;
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

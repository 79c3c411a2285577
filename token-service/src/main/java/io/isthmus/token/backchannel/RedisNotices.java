package io.isthmus.token.backchannel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisScript;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.wire.StrictJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Of each client a queue of notices in Redis, and those that were given up. */
final class RedisNotices {

    private static final RedisScript ADD = RedisScript.of(RedisNotices.class, "add.lua");
    private static final RedisScript TAKE = RedisScript.of(RedisNotices.class, "take.lua");
    private static final RedisScript PUT = RedisScript.of(RedisNotices.class, "put.lua");
    private static final RedisScript REMOVE = RedisScript.of(RedisNotices.class, "remove.lua");
    private static final RedisScript LIST = RedisScript.of(RedisNotices.class, "list.lua");
    private static final int FIELDS = 3;

    private final RedisCommands redis;
    private final int capacity;
    private final int deadLetters;
    private final Duration retention;

    RedisNotices(RedisCommands redis, BackchannelConfig config) {
        this.redis = redis;
        this.capacity = config.capacity();
        this.deadLetters = config.deadLetters();
        this.retention = config.retention();
    }

    /** Where a notice is. */
    enum State {
        WAITING("due"),
        DEAD("dead");

        private final String queue;

        State(String queue) {
            this.queue = queue;
        }
    }

    /** @param at when it is due, or was given up */
    record Entry(Notice notice, Instant at) {}

    /** @return false if too many wait already */
    Uni<Boolean> add(String clientId, Notice notice) {
        var arguments =
                List.of(notice.sid(), write(notice), millis(notice.createdAt()), String.valueOf(capacity), kept());
        return redis.run(ADD, List.of(key(clientId, "notices"), key(clientId, "due")), arguments)
                .map(answer -> answer.orElseThrow().toInteger() >= 0);
    }

    /** Lends out what is due. */
    Uni<List<Notice>> take(String clientId, Instant now, Instant lease, int limit) {
        var arguments = List.of(millis(now), millis(lease), String.valueOf(limit), millis(now.minus(retention)));
        return redis.run(TAKE, keys(clientId), arguments)
                .map(answer -> texts(answer).stream().map(RedisNotices::read).toList());
    }

    /** @return false if it was removed meanwhile */
    Uni<Boolean> put(String clientId, Notice notice, State state, Instant at) {
        var arguments =
                List.of(notice.sid(), write(notice), millis(at), state.queue, String.valueOf(deadLetters), kept());
        return redis.run(PUT, keys(clientId), arguments)
                .map(answer -> answer.orElseThrow().toInteger() == 1);
    }

    /** @return whether it was there */
    Uni<Boolean> remove(String clientId, String sid) {
        return redis.run(REMOVE, keys(clientId), List.of(sid))
                .map(answer -> answer.orElseThrow().toInteger() == 1);
    }

    Uni<Optional<Notice>> findDead(String clientId, String sid) {
        return redis.send(Command.ZSCORE, List.of(key(clientId, State.DEAD.queue), sid))
                .flatMap(score -> score.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : redis.send(Command.HGET, List.of(key(clientId, "notices"), sid))
                                .map(answer -> answer.map(text -> read(text.toString()))));
    }

    Uni<Long> count(String clientId, State state) {
        return redis.send(Command.ZCARD, List.of(key(clientId, state.queue)))
                .map(answer -> answer.orElseThrow().toLong());
    }

    /** @param after the last entry that was seen, as {@code time:sid}; empty text for the beginning */
    Uni<List<Entry>> list(String clientId, State state, String after, int limit) {
        int colon = after.indexOf(':');
        var arguments = colon < 0
                ? List.of("0", "", String.valueOf(limit))
                : List.of(after.substring(0, colon), after.substring(colon + 1), String.valueOf(limit));
        return redis.run(LIST, List.of(key(clientId, "notices"), key(clientId, state.queue)), arguments)
                .map(answer -> entries(texts(answer)));
    }

    private static List<Entry> entries(List<String> fields) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i + 2 < fields.size(); i += FIELDS) {
            entries.add(new Entry(read(fields.get(i + 2)), Instant.ofEpochMilli(Long.parseLong(fields.get(i + 1)))));
        }
        return entries;
    }

    private static List<String> keys(String clientId) {
        return List.of(key(clientId, "notices"), key(clientId, "due"), key(clientId, "dead"));
    }

    private static String key(String clientId, String what) {
        return "isthmus:{backchannel:" + clientId + "}:" + what;
    }

    private static List<String> texts(Optional<Response> answer) {
        return answer.map(all -> StreamSupport.stream(all.spliterator(), false)
                        .map(Response::toString)
                        .toList())
                .orElse(List.of());
    }

    /** A queue that nobody touches any more, as of a client that is gone, goes by itself. */
    private String kept() {
        return String.valueOf(retention.multipliedBy(2).toMillis());
    }

    private static String millis(Instant instant) {
        return String.valueOf(instant.toEpochMilli());
    }

    private static String write(Notice notice) {
        ObjectNode node = StrictJson.newObject()
                .put("sid", notice.sid())
                .put("source", notice.subject().source())
                .put("uid", notice.subject().id())
                .put("createdAt", notice.createdAt().toString())
                .put("attempts", notice.attempts());
        notice.problem().ifPresent(problem -> node.put("problem", problem));
        return new String(StrictJson.bytes(node), StandardCharsets.UTF_8);
    }

    private static Notice read(String text) {
        JsonNode node = StrictJson.object(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        return new Notice(
                node.path("sid").asText(),
                new Subject(node.path("source").asText(), node.path("uid").asText()),
                Instant.parse(node.path("createdAt").asText()),
                node.path("attempts").asInt(),
                Optional.ofNullable(node.path("problem").textValue()));
    }
}

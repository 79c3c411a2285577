package io.isthmus.token.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * The links in Redis, shared by all replicas of this service, with how far each partition was read. Both change
 * together or not at all. A generation is one build of it, from the start of the topic on.
 */
final class RedisLinks {

    private static final RedisScript APPLY = RedisScript.of(RedisLinks.class, "apply.lua");
    private static final RedisScript FIND = RedisScript.of(RedisLinks.class, "find.lua");
    private static final RedisScript OPEN = RedisScript.of(RedisLinks.class, "open.lua");
    private static final RedisScript SEEN = RedisScript.of(RedisLinks.class, "seen.lua");
    private static final List<String> KEYS =
            List.of("isthmus:{links}:meta", "isthmus:{links}:by-key", "isthmus:{links}:by-name");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisCommands redis;

    RedisLinks(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * A generation as it was found.
     *
     * @param offsets the last record applied of each partition
     * @param complete whether some replica had read all of the topic
     */
    record Generation(String name, Map<Integer, Long> offsets, boolean complete) {

        OptionalLong offset(int partition) {
            Long offset = offsets.get(partition);
            return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
        }
    }

    /** What became of a record. */
    enum Applied {
        APPLIED,
        KNOWN,
        OTHER_GENERATION
    }

    /**
     * Takes up the present generation; begins a new one if there is none, it is too old, or it is the one to give up.
     *
     * @param newName of the generation that may begin
     * @param giveUp the name of a generation that cannot be gone on with, or empty
     */
    Uni<Generation> open(String newName, String giveUp, Instant now, Duration maxAge) {
        var arguments = List.of(newName, giveUp, String.valueOf(now.toEpochMilli()), String.valueOf(maxAge.toMillis()));
        return redis.run(OPEN, KEYS, arguments).map(answer -> generation(answer.orElseThrow()));
    }

    Uni<Applied> apply(String generation, LinkRecord linkRecord) {
        Optional<Link> link = linkRecord.link();
        var arguments = List.of(
                generation,
                String.valueOf(linkRecord.partition()),
                String.valueOf(linkRecord.offset()),
                linkRecord.key(),
                link.map(RedisLinks::write).orElse(""),
                link.map(RedisLinks::nameField).orElse(""));
        return redis.run(APPLY, KEYS, arguments)
                .map(answer -> switch (answer.orElseThrow().toInteger()) {
                    case 1 -> Applied.APPLIED;
                    case 0 -> Applied.KNOWN;
                    default -> Applied.OTHER_GENERATION;
                });
    }

    /** Removes a link from whatever generation there is; the replica's position stays. */
    Uni<Void> forget(String key) {
        return redis.run(APPLY, KEYS, List.of("", "", "", key, "", "")).replaceWithVoid();
    }

    /** @return whether it is still the present generation */
    Uni<Boolean> seen(String generation, Instant now) {
        return redis.run(SEEN, KEYS, List.of(generation, String.valueOf(now.toEpochMilli())))
                .map(answer -> answer.orElseThrow().toInteger() == 1);
    }

    /** @return empty if it is not the present generation */
    Uni<Optional<List<Link>>> byKey(String generation, String key) {
        return find(generation, "key", key);
    }

    /** @return empty if it is not the present generation */
    Uni<Optional<List<Link>>> byUsername(String generation, String cmsSource, String lmsSource, String username) {
        return find(generation, "name", nameField(cmsSource, lmsSource, username));
    }

    private Uni<Optional<List<Link>>> find(String generation, String by, String which) {
        return redis.run(FIND, KEYS, List.of(generation, by, which))
                .map(answer -> answer.map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(link -> read(link.toString()))
                        .toList()));
    }

    private static Generation generation(Response fields) {
        var offsets = new HashMap<Integer, Long>();
        String name = "";
        boolean complete = false;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String field = fields.get(i).toString();
            String value = fields.get(i + 1).toString();
            if (field.startsWith("offset:")) {
                offsets.put(Integer.valueOf(field.substring("offset:".length())), Long.valueOf(value));
            }
            name = field.equals("generation") ? value : name;
            complete |= field.equals("complete");
        }
        return new Generation(name, Map.copyOf(offsets), complete);
    }

    private static String nameField(Link link) {
        return link.cmsUsername()
                .filter(username -> link.status() != LinkStatus.UNLINKED)
                .map(username -> nameField(link.cmsSource(), link.lmsSource(), username))
                .orElse("");
    }

    private static String nameField(String cmsSource, String lmsSource, String username) {
        return cmsSource + ":" + lmsSource + ":" + username;
    }

    private static String write(Link link) {
        ObjectNode node = JSON.createObjectNode()
                .put("cmsSource", link.cmsSource())
                .put("cmsUid", link.cmsUid())
                .put("lmsSource", link.lmsSource())
                .put("lmsUserId", link.lmsUserId())
                .put("status", link.status().name())
                .put("name", nameField(link));
        link.cmsUsername().ifPresent(username -> node.put("cmsUsername", username));
        return node.toString();
    }

    private static Link read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new Link(
                    node.path("cmsSource").asText(),
                    node.path("cmsUid").asText(),
                    node.path("lmsSource").asText(),
                    Optional.ofNullable(node.path("cmsUsername").textValue()),
                    node.path("lmsUserId").asText(),
                    LinkStatus.valueOf(node.path("status").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a link in Redis that this service did not write", e);
        }
    }
}

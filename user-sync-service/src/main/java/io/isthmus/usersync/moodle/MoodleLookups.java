package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Batcher;
import io.isthmus.usersync.account.KnownAccounts;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds users by one of their fields, up to 50 in a call.
 *
 * <p>Moodle answers {@code []} for nobody there and for nobody you may see. So every call asks for a witness too: a
 * linked account, which is certain to be there. Without the witness an absence is a fault.
 */
final class MoodleLookups {

    /** A call takes longer, and costs the same for one as for many. */
    static final Duration LINGER = Duration.ofMillis(10);

    private static final String BY_FIELD = "core_user_get_users_by_field";

    /** What users are looked for by; nothing else is kept of the witness. */
    private static final List<String> FIELDS = List.of("id", "username", "idnumber");

    private final MoodleCalls calls;
    private final KnownAccounts known;
    private final int maxBatch;
    private final int parallel;
    private final Map<String, Batcher<String, List<JsonNode>>> byField = new ConcurrentHashMap<>();
    private volatile Optional<JsonNode> witness = Optional.empty();

    MoodleLookups(MoodleCalls calls, KnownAccounts known, int maxBatch, int parallel) {
        this.calls = calls;
        this.known = known;
        this.maxBatch = maxBatch;
        this.parallel = parallel;
    }

    /**
     * @param field {@code id}, {@code username} or {@code idnumber}, by which Moodle compares letter by letter
     * @return all users with this value
     */
    Uni<List<JsonNode>> find(String field, String value) {
        return byField.computeIfAbsent(
                        field,
                        name -> new Batcher<>(
                                Math.max(1, maxBatch - 1), parallel, LINGER, values -> findAll(name, values)))
                .ask(value);
    }

    private Uni<List<List<JsonNode>>> findAll(String field, List<String> values) {
        return witness()
                .chain(certain -> {
                    String expected = certain.map(user -> text(user, field)).orElse("");
                    var asked = new LinkedHashSet<>(values);
                    if (!expected.isEmpty()) {
                        asked.add(expected);
                    }
                    return ask(field, List.copyOf(asked)).call(found -> {
                        boolean complete = values.stream().allMatch(found::containsKey);
                        boolean sees = certain.isEmpty() || found.containsKey(expected);
                        return complete || sees ? Uni.createFrom().voidItem() : examine(certain.get(), field);
                    });
                })
                .map(found -> values.stream()
                        .map(value -> found.getOrDefault(value, List.of()))
                        .toList());
    }

    private Uni<Map<String, List<JsonNode>>> ask(String field, List<String> values) {
        return calls.read(BY_FIELD, Map.of("field", field, "values", values)).map(users -> {
            var found = new HashMap<String, List<JsonNode>>();
            MoodleAnswers.list(users)
                    .forEach(user -> found.computeIfAbsent(text(user, field), value -> new ArrayList<>())
                            .add(user));
            return found;
        });
    }

    /**
     * A witness may have changed its name or be deleted; by id it is still to be seen, if anybody is. If it is to be seen
     * as it was, the answer without it was not the whole answer.
     */
    private Uni<Void> examine(JsonNode missing, String field) {
        witness = Optional.empty();
        String id = text(missing, "id");
        return ask("id", List.of(id))
                .invoke(found -> {
                    JsonNode seen = found.getOrDefault(id, List.of()).stream()
                            .findFirst()
                            .orElseThrow(() -> new RemoteFault(Kind.CONFIGURATION, "lms-hides-users"));
                    String value = text(seen, field);
                    if (!value.isEmpty() && value.equals(text(missing, field)) && !MoodleUser.isDeleted(seen)) {
                        throw new RemoteFault(Kind.RETRYABLE, "lms-incomplete-answer");
                    }
                })
                .replaceWithVoid();
    }

    /** @return empty as long as nobody is linked: then there is nobody who is certain to be there */
    private Uni<Optional<JsonNode>> witness() {
        if (witness.isPresent()) {
            return Uni.createFrom().item(witness);
        }
        return known.any()
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().item(Optional.<JsonNode>empty())
                        : ask("id", List.of(id.get()))
                                .map(found -> found.getOrDefault(id.get(), List.of()).stream()
                                        .findFirst()
                                        .<JsonNode>map(user ->
                                                ((ObjectNode) user).deepCopy().retain(FIELDS))
                                        .or(() -> {
                                            throw new RemoteFault(Kind.CONFIGURATION, "lms-hides-users");
                                        })))
                .invoke(found -> witness = found);
    }

    private static String text(JsonNode user, String field) {
        return user.path(field).asText("");
    }
}

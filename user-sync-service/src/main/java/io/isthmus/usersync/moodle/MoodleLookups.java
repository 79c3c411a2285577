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
import java.util.Collection;
import java.util.Comparator;
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
                        return complete || sees ? Uni.createFrom().voidItem() : examine(field);
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
     * A witness may have changed its name or be deleted since it was chosen. If there is one that should have been seen,
     * the answer was not the whole answer, or asked for a name of before: it is asked for again.
     */
    private Uni<Void> examine(String field) {
        witness = Optional.empty();
        return witness()
                .invoke(now -> {
                    if (now.map(user -> text(user, field))
                            .filter(value -> !value.isEmpty())
                            .isPresent()) {
                        throw new RemoteFault(Kind.RETRYABLE, "lms-incomplete-answer");
                    }
                })
                .replaceWithVoid();
    }

    /** @return empty as long as nobody is linked: then there is nobody who is certain to be there */
    private Uni<Optional<JsonNode>> witness() {
        return witness.isPresent()
                ? Uni.createFrom().item(witness)
                : known.few()
                        .chain(ids -> ids.isEmpty()
                                ? Uni.createFrom().item(Optional.<JsonNode>empty())
                                : ask("id", ids).map(found -> Optional.of(best(found.values()))))
                        .invoke(found -> witness = found);
    }

    /** One that is not deleted, if there is one; a deleted one is found by its id only. */
    private static JsonNode best(Collection<List<JsonNode>> found) {
        return found.stream()
                .flatMap(List::stream)
                .min(Comparator.comparing(MoodleUser::isDeleted))
                .map(user -> ((ObjectNode) user).deepCopy().retain(MoodleUser.isDeleted(user) ? List.of("id") : FIELDS))
                .orElseThrow(() -> new RemoteFault(Kind.CONFIGURATION, "lms-hides-users"));
    }

    private static String text(JsonNode user, String field) {
        return user.path(field).asText("");
    }
}

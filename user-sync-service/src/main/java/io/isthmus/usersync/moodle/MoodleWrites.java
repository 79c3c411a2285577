package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.Batcher;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes and changes users, many in a call, and one by one where Moodle refuses the many. */
final class MoodleWrites {

    private final MoodleCalls calls;
    private final Batcher<Map<String, Object>, Optional<String>> creations;
    private final Batcher<Map<String, Object>, Set<String>> updates;

    MoodleWrites(MoodleCalls calls, int maxBatch, int parallel) {
        this.calls = calls;
        this.creations = new Batcher<>(maxBatch, parallel, MoodleLookups.LINGER, this::createAll);
        this.updates = new Batcher<>(maxBatch, parallel, MoodleLookups.LINGER, this::updateAll);
    }

    /** @return the id; empty if Moodle refuses */
    Uni<Optional<String>> create(Map<String, Object> user) {
        return creations.ask(user);
    }

    /** @return codes of Moodle's warnings; empty if all was saved */
    Uni<Set<String>> update(Map<String, Object> user) {
        return updates.ask(user);
    }

    /** All or none are made; when none is, each is tried alone, so that one does not stand in the way of others. */
    private Uni<List<Optional<String>>> createAll(List<Map<String, Object>> users) {
        return calls.write("core_user_create_users", Map.of("users", users))
                .map(made -> ids(made, users.size()))
                .onFailure(Faults::isRefusal)
                .recoverWithUni(refusal -> users.size() == 1
                        ? Uni.createFrom().item(List.of(Optional.empty()))
                        : oneByOne(users, this::createAll));
    }

    private static List<Optional<String>> ids(JsonNode made, int expected) {
        var ids = new ArrayList<Optional<String>>();
        made.forEach(user -> ids.add(Optional.of(user.path("id").asText())));
        if (ids.size() != expected) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-unexpected-answer");
        }
        return ids;
    }

    private static <Q, A> Uni<List<A>> oneByOne(List<Q> questions, Function<List<Q>, Uni<List<A>>> call) {
        return Uni.join()
                .all(questions.stream()
                        .map(question -> call.apply(List.of(question)))
                        .toList())
                .usingConcurrencyOf(1)
                .andFailFast()
                .map(answers -> answers.stream().flatMap(List::stream).toList());
    }

    /** Each user is saved alone and whole; one that was not is named in a warning, or the answer is an error. */
    private Uni<List<Set<String>>> updateAll(List<Map<String, Object>> users) {
        return calls.write("core_user_update_users", Map.of("users", users))
                .map(answer -> users.stream()
                        .map(user -> warnings(answer, String.valueOf(user.get("id"))))
                        .toList())
                .onFailure(Faults::isRefusal)
                .recoverWithUni(refusal -> users.size() == 1
                        ? Uni.createFrom().item(List.of(Set.of("refused")))
                        : oneByOne(users, this::updateAll));
    }

    /** Older Moodles, and Totara, answer {@code null} and name no warnings: there the reading back tells. */
    private static Set<String> warnings(JsonNode answer, String id) {
        if (answer.isNull()) {
            return Set.of();
        }
        var codes = new HashSet<String>();
        MoodleAnswers.list(answer.path("warnings")).forEach(warning -> {
            if (warning.path("itemid").asText().equals(id)) {
                codes.add(warning.path("warningcode").asText());
            }
        });
        return codes;
    }

    /** @return which of the changes it must have been, with the reason */
    static Map<String, String> refusals(Map<String, String> changes, Set<String> warnings) {
        if (changes.containsKey(Field.EMAIL) && warnings.contains("useremailduplicate")) {
            return Map.of(Field.EMAIL, "email-taken");
        }
        if (changes.containsKey(Field.EMAIL) && warnings.contains("useremailinvalid")) {
            return Map.of(Field.EMAIL, "email-invalid");
        }
        if (warnings.contains("usernotupdatedadmin")) {
            return all(changes, "privileged-account");
        }
        // A login name that is taken ends in the database's own error.
        return changes.containsKey(Field.USERNAME) && warnings.contains("dmlwriteexception")
                ? Map.of(Field.USERNAME, "username-taken")
                : all(changes, "refused-by-lms");
    }

    private static Map<String, String> all(Map<String, String> changes, String reason) {
        var refused = new HashMap<String, String>();
        changes.keySet().forEach(field -> refused.put(field, reason));
        return refused;
    }
}

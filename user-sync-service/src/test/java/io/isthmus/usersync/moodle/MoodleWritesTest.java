package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.moodle.MoodleFailures;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MoodleWritesTest {

    private final Stub stub = new Stub();
    private final MoodleWrites writes = new MoodleWrites(stub, 50, 1);

    /** Refuses every call that somebody called bad is in, as a whole; the first call is answered when a test says so. */
    private static final class Stub implements MoodleCalls {

        private final List<Integer> sizes = new ArrayList<>();
        private final List<Runnable> held = new ArrayList<>();
        private int forgotten;

        @Override
        public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
            List<?> users = (List<?>) parameters.get("users");
            sizes.add(users.size());
            if (users.toString().contains("bad")) {
                return Uni.createFrom().failure(MoodleFailures.of(function, "invalidparameter"));
            }
            JsonNode answer = function.equals("core_user_create_users") ? made(users) : warnings(users);
            return sizes.size() == 1
                    ? Uni.createFrom().emitter(emitter -> held.add(() -> emitter.complete(answer)))
                    : Uni.createFrom().item(answer);
        }

        private JsonNode made(List<?> users) {
            ArrayNode made = JsonNodeFactory.instance.arrayNode();
            users.stream()
                    .skip(forgotten)
                    .forEach(user -> made.addObject().put("id", ((Map<?, ?>) user).get("username") + "-id"));
            return made;
        }

        /** Moodle saves the others and says so of one who has somebody else's address. */
        private static JsonNode warnings(List<?> users) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode warnings = answer.putArray("warnings");
            users.stream()
                    .map(user -> String.valueOf(((Map<?, ?>) user).get("id")))
                    .filter(id -> id.equals("double"))
                    .forEach(id -> warnings.addObject().put("itemid", id).put("warningcode", "useremailduplicate"));
            return answer;
        }

        private void answerFirst() {
            held.get(0).run();
        }
    }

    private CompletableFuture<Optional<String>> create(String username) {
        return writes.create(Map.of("username", username)).subscribe().asCompletionStage();
    }

    @Test
    void makesTheOthersOfABatchThatMoodleRefusesForOneOfThem() {
        create("first");
        var ada = create("ada");
        var bad = create("bad");
        var bruno = create("bruno");

        stub.answerFirst();

        assertThat(stub.sizes).containsExactly(1, 3, 1, 1, 1);
        assertThat(ada).isCompletedWithValue(Optional.of("ada-id"));
        assertThat(bad).isCompletedWithValue(Optional.empty());
        assertThat(bruno).isCompletedWithValue(Optional.of("bruno-id"));
    }

    private CompletableFuture<Set<String>> update(String id) {
        return writes.update(Map.of("id", id)).subscribe().asCompletionStage();
    }

    @Test
    void changesTheOthersOfABatchThatMoodleRefusesForOneOfThem() {
        update("first");
        var ada = update("ada");
        var bad = update("bad");
        var twice = update("double");
        var bruno = update("bruno");

        stub.answerFirst();

        assertThat(stub.sizes).containsExactly(1, 4, 1, 1, 1, 1);
        assertThat(ada).isCompletedWithValue(Set.of());
        assertThat(bad).isCompletedWithValue(Set.of("refused"));
        assertThat(twice).isCompletedWithValue(Set.of("useremailduplicate"));
        assertThat(bruno).isCompletedWithValue(Set.of());
    }

    @Test
    void leavesToTheReadingBackWhatAnOlderMoodleDoesNotSay() {
        var older = new MoodleWrites(new AnsweringMoodle(Map.of("core_user_update_users", "null")), 50, 8);
        var odd = new MoodleWrites(new AnsweringMoodle(Map.of("core_user_update_users", "{}")), 50, 8);
        Map<String, Object> user = Map.of("id", "7");

        assertThat(older.update(user).await().indefinitely()).isEmpty();
        assertThatThrownBy(() -> odd.update(user).await().indefinitely()).hasMessage("lms-unexpected-answer");
    }

    @Test
    void takesAnAnswerWithTooFewIdsForAFault() {
        create("first");
        var ada = create("ada");
        stub.forgotten = 1;

        stub.answerFirst();

        assertThatThrownBy(() -> ada.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("lms-unexpected-answer");
    }

    /** Moodle does not keep idnumber unique. */
    @Test
    void takesNoAccountForTheNewOneWhereTwoHaveItsKey() {
        var moodle = new AnsweringMoodle(Map.of(
                "core_user_create_users", "[{\"id\":11}]",
                "core_user_get_users_by_field", """
                [{"id":10,"username":"a","email":"a@example.org","idnumber":"cms:1"},
                 {"id":11,"username":"b","email":"b@example.org","idnumber":"cms:1"}]"""));
        var users = new MoodleUsers(
                moodle,
                new MoodleLookups(moodle, () -> Uni.createFrom().item(List.of()), 50, 1),
                new MoodleRules(Set.of("en"), "-"),
                Set.of(),
                "userkey",
                50,
                1);

        assertThat(users.create("cms:1", Map.of(Field.USERNAME, "b")).await().indefinitely())
                .isEqualTo(new Creation.Refused("two-candidates"));
    }
}

package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.moodle.MoodleFailures;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
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
        private final List<UniEmitter<? super JsonNode>> held = new ArrayList<>();
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
            ArrayNode made = JsonNodeFactory.instance.arrayNode();
            users.stream()
                    .skip(forgotten)
                    .forEach(user -> made.addObject().put("id", ((Map<?, ?>) user).get("username") + "-id"));
            return sizes.size() == 1
                    ? Uni.createFrom().emitter(held::add)
                    : Uni.createFrom().item(made);
        }

        private void answerFirst() {
            held.get(0)
                    .complete(JsonNodeFactory.instance
                            .arrayNode()
                            .add(JsonNodeFactory.instance.objectNode().put("id", "first-id")));
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
                new MoodleLookups(moodle, () -> Uni.createFrom().item(Optional.empty()), 50, 1),
                new MoodleRules(Set.of("en"), "-"),
                Set.of(),
                "userkey",
                50,
                1);

        assertThat(users.create("cms:1", Map.of(Field.USERNAME, "b")).await().indefinitely())
                .isEqualTo(new Creation.Refused("two-candidates"));
    }
}

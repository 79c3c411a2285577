package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Stretch;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Going through all accounts by ranges of ids. */
class MoodleDirectoryTest {

    private final NavigableSet<Long> ids = new TreeSet<>();
    private final MoodleCalls calls = new MoodleCalls() {
        @Override
        public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            for (Object value : (List<?>) parameters.get("values")) {
                long id = Long.parseLong(value.toString());
                if (ids.contains(id)) {
                    found.addObject().put("id", id).put("username", "u" + id).put("email", "u" + id + "@example.org");
                }
            }
            return Uni.createFrom().item(found);
        }

        @Override
        public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
            throw new AssertionError("a reading wrote: " + function);
        }
    };

    private final MoodleUsers users = new MoodleUsers(
            calls,
            new MoodleLookups(calls, () -> Uni.createFrom().item(List.of()), 50, 8),
            new MoodleRules(Set.of("en"), "-"),
            Set.of(),
            "userkey",
            50,
            8);

    private Stretch after(String id) {
        return users.after(id).await().indefinitely();
    }

    @Test
    void findsEverybodyAcrossHolesAndKnowsTheEnd() {
        LongStream.rangeClosed(1, 600).forEach(ids::add);
        ids.addAll(List.of(2000L, 3500L));
        var found = new ArrayList<String>();
        String position = "";

        Stretch stretch;
        do {
            stretch = after(position);
            stretch.accounts().stream().map(Account::id).forEach(found::add);
            position = stretch.last();
        } while (!stretch.end());

        assertThat(found).hasSize(602).doesNotHaveDuplicates().endsWith("600", "2000", "3500");
    }

    @Test
    void takesLostPermissionForNoEnd() {
        ids.addAll(List.of(1L, 2L, 3L));
        assertThat(after("").last()).isEqualTo("3");
        ids.clear();

        assertThatThrownBy(() -> after("3")).isInstanceOf(RemoteFault.class).hasMessage("lms-hides-users");
    }

    @Test
    void takesAMoodleThatShowsOnlyTheTokensOwnUserForNoAnswer() {
        ids.add(3L);

        assertThatThrownBy(() -> after("")).isInstanceOf(RemoteFault.class).hasMessage("lms-hides-users");
    }
}

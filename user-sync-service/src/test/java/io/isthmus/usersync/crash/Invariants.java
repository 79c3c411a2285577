package io.isthmus.usersync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.usersync.Topic;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What holds whatever happened, as soon as it is quiet. */
final class Invariants {

    private static final JsonMapper JSON = new JsonMapper();

    private final Surroundings around;

    Invariants(Surroundings around) {
        this.around = around;
    }

    /** Events that were sent twice may still be coming in. */
    void assertTheyHold(List<PortalUser> people) {
        Await.untilAsserted("all that came in processed", () -> assertProcessed(people));
        assertSilent();
    }

    private void assertProcessed(List<PortalUser> people) {
        people.forEach(user -> assertThat(around.accounts(user))
                .as("accounts of %d", user.uid())
                .hasSize(1));
        assertThat(around.query("select state || ' ' || coalesce(reason, '') from journal"
                        + " where state not in ('applied', 'unchanged', 'superseded')"))
                .isEmpty();
        Map<String, String> last = lastWords();
        for (String row : around.query("select cms_source || ':' || cms_uid || ':' || lms_source || ' ' || lms_user_id"
                + " || ' ' || status || ' ' || version from link")) {
            String key = row.substring(0, row.indexOf(' '));
            assertThat(last).containsEntry(key, row.substring(row.indexOf(' ') + 1));
        }
    }

    /** No secret, token or name in a log of any process. */
    private void assertSilent() {
        assertThat(around.logs())
                .allSatisfy(log -> assertThat(Files.readString(log).toLowerCase(Locale.ROOT))
                        .isNotEmpty()
                        .doesNotContain(around.secrets()));
    }

    /** What a compacted topic keeps: of each link what was said last. */
    private Map<String, String> lastWords() {
        var last = new HashMap<String, String>();
        new Topic(around.kafka.bootstrapServers(), "isthmus.identity.links")
                .records()
                .forEach(record -> {
                    JsonNode data = parsed(record.value()).path("data");
                    last.put(
                            record.key(),
                            data.path("lmsUserId").asText() + " "
                                    + data.path("status").asText() + " "
                                    + data.path("version").asLong());
                });
        return last;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.isthmus.usersync.drupal;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.recordings.Recordings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrupalQueriesTest {

    @Test
    void asksForChangesAsARealDrupalWasAsked() {
        Map<String, String> recorded = query("jsonapi-read-14-keyset");
        recorded.put("page[limit]", "50");

        assertThat(withoutEquals(DrupalQueries.changedAfter(1_700_004_500, 6))).isEqualTo(recorded);
    }

    /** What is left out means equal. */
    private static Map<String, String> withoutEquals(Map<String, String> query) {
        var rest = new HashMap<>(query);
        rest.entrySet()
                .removeIf(entry -> entry.getKey().endsWith("[operator]")
                        && entry.getValue().equals("="));
        return rest;
    }

    private static Map<String, String> query(String recording) {
        String text = URI.create(Recordings.drupal(recording)
                        .path("request")
                        .path("url")
                        .asText()
                        .replace(" ", "%20"))
                .getRawQuery();
        var query = new HashMap<String, String>();
        for (String part : text.split("&")) {
            String[] pair = part.split("=", 2);
            query.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}

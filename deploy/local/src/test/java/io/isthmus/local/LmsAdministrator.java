package io.isthmus.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Whoever looks after the LMS, by its web services. */
final class LmsAdministrator {

    private final String url;

    LmsAdministrator(String url) {
        this.url = url;
    }

    JsonNode user(String field, String value) {
        JsonNode found = users(field, value);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " LMS users with " + field + " " + value);
        }
        return found.get(0);
    }

    JsonNode users(String field, String value) {
        return call("core_user_get_users_by_field", Map.of("field", field, "values[0]", value));
    }

    void change(String id, String field, String value) {
        call("core_user_update_users", Map.of("users[0][id]", id, "users[0][" + field + "]", value));
    }

    void delete(String id) {
        call("core_user_delete_users", Map.of("userids[0]", id));
    }

    /** How often users were written at the LMS, by whomever. */
    long userUpdates() {
        return Api.get(url + "/_standin/calls", "none")
                .path("core_user_update_users")
                .asLong();
    }

    private JsonNode call(String function, Map<String, String> parameters) {
        var form = new HashMap<>(parameters);
        form.put("wstoken", Doubles.LMS_TOKEN);
        form.put("wsfunction", function);
        form.put("moodlewsrestformat", "json");
        return Api.postForm(url + "/webservice/rest/server.php", "none", form);
    }
}

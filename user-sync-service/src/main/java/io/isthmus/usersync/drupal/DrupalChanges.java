package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.account.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Changes of a user as JSON:API wants them, and what it says of those it does not take. */
final class DrupalChanges {

    private final DrupalFields fields;

    DrupalChanges(DrupalFields fields) {
        this.fields = fields;
    }

    /** @return those that Drupal has a place for, to be added to; what it refers to, such as roles, is not written */
    Map<String, String> known(Map<String, String> changes) {
        var known = new HashMap<>(changes);
        known.keySet().removeIf(field -> fields.attribute(field).isEmpty() || field.equals(Field.GROUPS));
        return known;
    }

    String document(String uuid, Map<String, String> changes) {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("type", "user--user").put("id", uuid);
        ObjectNode attributes = data.putObject("attributes");
        changes.forEach((field, value) -> {
            String attribute = fields.attribute(field).orElseThrow();
            if (field.equals(Field.STATUS)) {
                attributes.put(attribute, value.equals(Field.ACTIVE));
            } else {
                attributes.put(attribute, value.isEmpty() ? null : value);
            }
        });
        return JsonNodeFactory.instance.objectNode().set("data", data).toString();
    }

    /** @return which of the changes Drupal will not take; all of them if it does not say which */
    Map<String, String> reasons(JsonNode body, Map<String, String> changes) {
        var reasons = new HashMap<String, String>();
        body.path("errors")
                .forEach(error -> fields.fieldAt(
                                error.path("source").path("pointer").asText())
                        .filter(changes::containsKey)
                        .ifPresent(field -> reasons.put(field, reason(field, error))));
        if (reasons.isEmpty()) {
            changes.keySet().forEach(field -> reasons.put(field, "refused-by-cms"));
        }
        return reasons;
    }

    private static String reason(String field, JsonNode error) {
        boolean taken = error.path("detail").asText().contains("already taken");
        return field.toLowerCase(Locale.ROOT) + (taken ? "-taken" : "-refused-by-cms");
    }
}

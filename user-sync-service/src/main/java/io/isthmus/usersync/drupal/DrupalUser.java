package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A user as JSON:API describes one. */
final class DrupalUser {

    private final DrupalFields fields;

    DrupalUser(DrupalFields fields) {
        this.fields = fields;
    }

    Account account(JsonNode user) {
        JsonNode attributes = user.path("attributes");
        if (!attributes.has("name") || !attributes.has("status") || !attributes.has("mail")) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-hides-users");
        }
        var values = new HashMap<String, String>();
        fields.attributes().forEach((field, attribute) -> {
            if (attributes.has(attribute)) {
                values.put(field, text(attributes.path(attribute)));
            } else if (user.path("relationships").has(attribute)) {
                values.put(field, targets(user.path("relationships").path(attribute)));
            }
        });
        return new Account(
                attributes.path("drupal_internal__uid").asText(),
                user.path("id").asText(),
                "",
                values,
                !attributes.path("status").asBoolean(true),
                changed(attributes.path("changed").asText("")));
    }

    /** What a user refers to, such as roles, by the names that Drupal's own code has for them. */
    private static String targets(JsonNode relationship) {
        var names = new TreeSet<String>();
        relationship
                .path("data")
                .forEach(target -> names.add(target.path("meta")
                        .path("drupal_internal__target_id")
                        .asText(target.path("id").asText())));
        return String.join(",", names);
    }

    /** PostgreSQL cannot hold U+0000, and no name needs it. */
    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText().replace("\0", "");
    }

    private static @Nullable Instant changed(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}

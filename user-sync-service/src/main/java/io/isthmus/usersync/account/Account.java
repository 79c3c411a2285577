package io.isthmus.usersync.account;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as one side has it.
 *
 * @param id the side's own identifier: CMS uid or LMS user id
 * @param handle what the side's API addresses the account by; often the id
 * @param key at the LMS, the name of the CMS user it belongs to; empty if it has none
 * @param fields profile fields by {@link Field} name, empty text for an empty field; a field that this side does not
 *     have, or does not show, is not in it
 * @param changedAt when the side last changed it; null if it does not say
 */
public record Account(
        String id,
        String handle,
        String key,
        Map<String, String> fields,
        boolean suspended,
        @Nullable Instant changedAt) {

    public Account {
        fields = Map.copyOf(fields);
    }

    /** @return null if this side does not have or show the field */
    public @Nullable String field(String name) {
        return switch (name) {
            case Field.STATUS -> status();
            case Field.KEY -> key;
            default -> fields.get(name);
        };
    }

    /** @return the field, or empty text */
    public String text(String name) {
        String value = field(name);
        return value == null ? "" : value;
    }

    public String status() {
        return suspended ? Field.SUSPENDED : Field.ACTIVE;
    }
}

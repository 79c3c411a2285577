package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user as Moodle's web services describe one.
 *
 * @see <a href="https://moodledev.io/docs/apis/subsystems/external">core_user_get_users_by_field</a>
 */
final class MoodleUser {

    /** What Moodle calls our fields. */
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(Field.USERNAME, "username"),
            Map.entry(Field.EMAIL, "email"),
            Map.entry(Field.FIRST_NAME, "firstname"),
            Map.entry(Field.LAST_NAME, "lastname"),
            Map.entry(Field.LOCALE, "lang"),
            Map.entry(Field.CITY, "city"),
            Map.entry(Field.COUNTRY, "country"),
            Map.entry(Field.INSTITUTION, "institution"),
            Map.entry(Field.DEPARTMENT, "department"),
            Map.entry(Field.KEY, "idnumber"),
            Map.entry(Field.STATUS, "suspended"));

    /** Moodle leaves these out of an answer when they are empty. */
    private static final Set<String> LEFT_OUT_WHEN_EMPTY =
            Set.of(Field.CITY, Field.COUNTRY, Field.INSTITUTION, Field.DEPARTMENT);

    /** A deleted user's address is the MD5 of the old one, which no living one's can be. */
    private static final Pattern DELETED_EMAIL = Pattern.compile("[0-9a-f]{32}");

    private MoodleUser() {}

    /** @return empty for a deleted user, who still comes back by id, mangled */
    static Optional<Account> account(JsonNode user) {
        return account(user, Set.of());
    }

    /**
     * @param custom short names of custom profile fields; one that is empty is left out of an answer
     * @return empty for a deleted user
     */
    static Optional<Account> account(JsonNode user, Set<String> custom) {
        if (isDeleted(user)) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        for (String field : Field.PROFILE) {
            JsonNode value = user.path(String.valueOf(NAMES.get(field)));
            if (value.isTextual()) {
                fields.put(field, clean(value.textValue()));
            } else if (LEFT_OUT_WHEN_EMPTY.contains(field)) {
                fields.put(field, "");
            }
        }
        custom.forEach(name -> fields.put(Field.CUSTOM + name, ""));
        user.path("customfields").forEach(field -> {
            String name = field.path("shortname").asText();
            if (custom.contains(name)) {
                fields.put(Field.CUSTOM + name, clean(field.path("value").asText()));
            }
        });
        String id = user.path("id").asText();
        String key = clean(user.path("idnumber").asText(""));
        return Optional.of(
                new Account(id, id, key, fields, user.path("suspended").asBoolean(false), null));
    }

    static boolean isDeleted(JsonNode user) {
        return DELETED_EMAIL.matcher(user.path("email").asText()).matches();
    }

    /** PostgreSQL cannot hold U+0000, and no name needs it. */
    private static String clean(String text) {
        return text.replace("\0", "");
    }
}

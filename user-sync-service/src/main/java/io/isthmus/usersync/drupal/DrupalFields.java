package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What Drupal calls our fields. */
final class DrupalFields {

    private static final Map<String, String> DEFAULTS = Map.of(
            Field.USERNAME, "name",
            Field.EMAIL, "mail",
            Field.LOCALE, "preferred_langcode",
            Field.FIRST_NAME, "field_first_name",
            Field.LAST_NAME, "field_last_name",
            Field.CITY, "field_city",
            Field.COUNTRY, "field_country");

    private final Map<String, String> attributes;

    /** @param configured attributes by field name, beside or instead of the usual ones */
    DrupalFields(Map<String, String> configured) {
        var all = new HashMap<>(DEFAULTS);
        all.putAll(configured);
        attributes = Map.copyOf(all);
    }

    Map<String, String> attributes() {
        return attributes;
    }

    /** @return the attribute; {@code status} is one of them */
    Optional<String> attribute(String field) {
        return field.equals(Field.STATUS) ? Optional.of("status") : Optional.ofNullable(attributes.get(field));
    }

    /** @param pointer of an error, such as {@code /data/attributes/mail} */
    Optional<String> fieldAt(String pointer) {
        return attributes.entrySet().stream()
                .filter(entry -> isAt(pointer, entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> isAt(pointer, "status") ? Optional.of(Field.STATUS) : Optional.empty());
    }

    private static boolean isAt(String pointer, String attribute) {
        String path = "/data/attributes/" + attribute;
        return pointer.equals(path) || pointer.startsWith(path + "/");
    }
}

package io.isthmus.usersync.moodle;

import io.isthmus.usersync.account.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Our fields as core_user_create_users and core_user_update_users want them. */
final class MoodleForm {

    private MoodleForm() {}

    /** @return to be added to */
    static Map<String, Object> of(Map<String, String> fields) {
        var user = new LinkedHashMap<String, Object>();
        List<Map<String, String>> custom = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (Field.isCustom(field)) {
                custom.add(Map.of("type", field.substring(Field.CUSTOM.length()), "value", value));
                return;
            }
            String name = Objects.requireNonNull(MoodleUser.NAMES.get(field), field);
            user.put(name, field.equals(Field.STATUS) ? value.equals(Field.SUSPENDED) : value);
        });
        if (!custom.isEmpty()) {
            user.put("customfields", custom);
        }
        return user;
    }
}

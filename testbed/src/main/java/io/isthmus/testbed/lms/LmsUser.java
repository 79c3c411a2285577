package io.isthmus.testbed.lms;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An account of the LMS.
 *
 * @param fields the text columns by Moodle's names ({@code username}, {@code firstname}, {@code city}, ...)
 * @param custom values of custom profile fields by their short name
 * @param timeCreated seconds since 1970, as are all times here
 * @param deleted the row stays, with a mangled username and e-mail, as in Moodle
 */
public record LmsUser(
        long id,
        Map<String, String> fields,
        Map<String, String> custom,
        boolean suspended,
        boolean confirmed,
        boolean deleted,
        long timeCreated,
        long timeModified,
        long firstAccess,
        long lastAccess) {

    public LmsUser {
        fields = Map.copyOf(fields);
        custom = Map.copyOf(custom);
    }

    static LmsUser named(String username, String firstname, String lastname, String email) {
        var fields = Map.of(
                "username", username, "firstname", firstname, "lastname", lastname, "email", email, "auth", "manual");
        return new LmsUser(0, fields, Map.of(), false, true, false, 0, 0, 0, 0);
    }

    /** @return the column's value, empty when it has none */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String username() {
        return field("username");
    }

    public String email() {
        return field("email");
    }

    public String firstname() {
        return field("firstname");
    }

    public String lastname() {
        return field("lastname");
    }

    public String fullname() {
        return firstname() + " " + lastname();
    }

    public String idnumber() {
        return field("idnumber");
    }

    public String auth() {
        return field("auth");
    }

    public String city() {
        return field("city");
    }

    public String country() {
        return field("country");
    }

    /** @return a copy with this column set */
    public LmsUser with(String name, String value) {
        return with(Map.of(name, value));
    }

    LmsUser with(Map<String, String> changes) {
        var all = new LinkedHashMap<>(fields);
        all.putAll(changes);
        return new LmsUser(
                id, all, custom, suspended, confirmed, deleted, timeCreated, timeModified, firstAccess, lastAccess);
    }

    LmsUser withCustom(Map<String, String> values) {
        return new LmsUser(
                id, fields, values, suspended, confirmed, deleted, timeCreated, timeModified, firstAccess, lastAccess);
    }

    public LmsUser suspended(boolean value) {
        return new LmsUser(
                id, fields, custom, value, confirmed, deleted, timeCreated, timeModified, firstAccess, lastAccess);
    }

    LmsUser created(long newId, long now) {
        return new LmsUser(newId, fields, custom, suspended, confirmed, deleted, now, now, firstAccess, lastAccess);
    }

    LmsUser modified(long now) {
        return new LmsUser(
                id, fields, custom, suspended, confirmed, deleted, timeCreated, now, firstAccess, lastAccess);
    }

    LmsUser seen(long now) {
        long first = firstAccess == 0 ? now : firstAccess;
        return new LmsUser(id, fields, custom, suspended, confirmed, deleted, timeCreated, timeModified, first, now);
    }

    LmsUser asDeleted() {
        return new LmsUser(
                id, fields, custom, suspended, confirmed, true, timeCreated, timeModified, firstAccess, lastAccess);
    }
}

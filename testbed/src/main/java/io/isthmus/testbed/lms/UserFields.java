package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The columns of an account: what the web services take, and what the database holds of it. */
final class UserFields {

    static final Set<String> AUTHS = Set.of("manual", "userkey", "nologin", "email", "ssologin");
    private static final Set<String> LANGUAGES = Set.of("en", "fr", "de", "es", "it", "");
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(java.util.Locale.getISOCountries()));

    /** Lengths of the columns in characters. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("username", 100),
            Map.entry("firstname", 100),
            Map.entry("lastname", 100),
            Map.entry("email", 100),
            Map.entry("idnumber", 255),
            Map.entry("city", 120),
            Map.entry("institution", 255),
            Map.entry("department", 255),
            Map.entry("phone1", 20),
            Map.entry("phone2", 20),
            Map.entry("address", 255));

    private static final Spec NAMED_VALUES =
            Spec.list(struct(required("type", ParamType.RAW), required("value", ParamType.RAW)));

    private static final Spec.Struct PROFILE = struct(
            optional("auth", ParamType.PLUGIN),
            optional("maildisplay", ParamType.INT),
            optional("city", ParamType.TEXT),
            optional("country", ParamType.ALPHANUM),
            optional("timezone", ParamType.RAW),
            optional("description", ParamType.RAW),
            optional("firstnamephonetic", ParamType.NOTAGS),
            optional("lastnamephonetic", ParamType.NOTAGS),
            optional("middlename", ParamType.NOTAGS),
            optional("alternatename", ParamType.NOTAGS),
            optional("interests", ParamType.TEXT),
            optional("idnumber", ParamType.RAW),
            optional("institution", ParamType.TEXT),
            optional("department", ParamType.TEXT),
            optional("phone1", ParamType.NOTAGS),
            optional("phone2", ParamType.NOTAGS),
            optional("address", ParamType.TEXT),
            optional("lang", ParamType.RAW),
            optional("calendartype", ParamType.PLUGIN),
            optional("theme", ParamType.PLUGIN),
            optional("mailformat", ParamType.INT),
            optional("customfields", NAMED_VALUES),
            optional("preferences", NAMED_VALUES));

    static final Spec.Struct TO_CREATE = PROFILE.and(
            required("username", ParamType.USERNAME),
            required("firstname", ParamType.NOTAGS),
            required("lastname", ParamType.NOTAGS),
            required("email", ParamType.RAW_TRIMMED),
            optional("password", ParamType.RAW),
            optional("createpassword", ParamType.BOOL));

    static final Spec.Struct TO_UPDATE = PROFILE.and(
            required("id", ParamType.INT),
            optional("username", ParamType.USERNAME),
            optional("firstname", ParamType.NOTAGS),
            optional("lastname", ParamType.NOTAGS),
            optional("email", ParamType.RAW_TRIMMED),
            optional("password", ParamType.RAW),
            optional("suspended", ParamType.BOOL),
            optional("userpicture", ParamType.INT));

    private static final Set<String> NOT_COLUMNS =
            Set.of("id", "password", "createpassword", "suspended", "userpicture", "customfields", "preferences");

    private UserFields() {}

    /** Refuses an unknown authentication or language, as Moodle does before it writes anything. */
    static void check(Args user) {
        if (user.has("auth") && !AUTHS.contains(user.text("auth"))) {
            throw MoodleError.invalidParameter("Invalid authentication type: " + user.text("auth"));
        }
        if (user.has("lang") && !LANGUAGES.contains(user.text("lang"))) {
            throw MoodleError.invalidParameter("Invalid language code: " + user.text("lang"));
        }
    }

    /** @return the columns as they are stored: an unknown country is emptied, nothing is trimmed */
    static Map<String, String> columns(Args user) {
        var columns = new LinkedHashMap<String, String>();
        user.values().forEach((name, value) -> {
            if (!NOT_COLUMNS.contains(name)) {
                columns.put(name, value.toString());
            }
        });
        columns.computeIfPresent("country", (name, country) -> COUNTRIES.contains(country) ? country : "");
        columns.computeIfPresent("timezone", (name, zone) -> "99");
        return columns;
    }

    /** Refuses what the database's columns cannot hold. */
    static void checkLengths(LmsUser user) {
        LENGTHS.forEach((name, length) -> {
            String value = user.field(name);
            if (value.codePointCount(0, value.length()) > length) {
                throw MoodleError.databaseWrite();
            }
        });
    }
}

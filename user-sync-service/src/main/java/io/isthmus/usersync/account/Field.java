package io.isthmus.usersync.account;

import java.util.List;

/** Names of an account's fields, as events and configuration spell them. */
public final class Field {

    public static final String USERNAME = "username";
    public static final String EMAIL = "email";
    public static final String FIRST_NAME = "firstName";
    public static final String LAST_NAME = "lastName";
    public static final String LOCALE = "locale";
    public static final String CITY = "city";
    public static final String COUNTRY = "country";
    public static final String INSTITUTION = "institution";
    public static final String DEPARTMENT = "department";

    /** Whether the account may be used: {@link #ACTIVE} or {@link #SUSPENDED}. */
    public static final String STATUS = "status";

    /** What names the CMS user at the LMS: Moodle's idnumber. Always the CMS's. */
    public static final String KEY = "key";

    public static final String ACTIVE = "active";
    public static final String SUSPENDED = "suspended";

    /** Profile fields in the order in which they are shown; without {@link #STATUS} and {@link #KEY}. */
    public static final List<String> PROFILE =
            List.of(USERNAME, EMAIL, FIRST_NAME, LAST_NAME, LOCALE, CITY, COUNTRY, INSTITUTION, DEPARTMENT);

    /** The CMS's groups or roles, sorted, with commas between them; at the LMS the cohorts that stand for them. */
    public static final String GROUPS = "groups";

    /** Before the short name of a custom profile field, such as {@code custom.employeeno}. */
    public static final String CUSTOM = "custom.";

    private Field() {}

    public static boolean isCustom(String field) {
        return field.startsWith(CUSTOM);
    }
}

package io.isthmus.usersync.account;

import java.util.Locale;

/** The two sides of the isthmus. */
public enum Side {
    CMS,
    LMS;

    public Side other() {
        return this == CMS ? LMS : CMS;
    }

    /** @return {@code cms} or {@code lms}, as in events, tables and configuration */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Side of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

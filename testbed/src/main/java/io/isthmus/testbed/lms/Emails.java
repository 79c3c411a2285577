package io.isthmus.testbed.lms;

import java.util.Locale;
import java.util.regex.Pattern;

final class Emails {

    private static final Pattern VALID =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

    private Emails() {}

    /** Moodle's validate_email: plain ASCII, no international domain. */
    static boolean valid(String email) {
        return VALID.matcher(email).matches();
    }

    static String fold(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}

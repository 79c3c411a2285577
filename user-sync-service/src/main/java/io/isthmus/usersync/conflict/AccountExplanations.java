package io.isthmus.usersync.conflict;

import java.util.List;
import java.util.Map;

/** Says in words why an account of the LMS could not be given a user of the CMS, and what can be done. */
final class AccountExplanations {

    private static final String SAME_PERSON =
            " If it is the same person, resolve this with link and the user's uid; if not, change one of the two and try"
                    + " again.";

    private static final Map<String, String> TEXTS = Map.of(
            "two-candidates",
            "More than one user of the CMS has the e-mail address of this account of the LMS (%a). Resolve this with link"
                    + " and the uid of the right one, or change the addresses and try again.",
            "username-taken",
            "A user of the CMS has the login name of this account of the LMS (%a)." + SAME_PERSON,
            "email-taken",
            "A user of the CMS has the e-mail address of this account of the LMS (%a)." + SAME_PERSON,
            "idnumber-of-another",
            "This account of the LMS (%a) carries an idnumber that is not of this CMS. Take it away, and try again.",
            "idnumber-not-kept",
            "The LMS does not keep the idnumber that is written to this account (%a). Check that the web service user may"
                    + " edit it, and that no plugin resets it.",
            "refused-by-lms",
            "The LMS refuses to save the idnumber of this account (%a). Its own log says why.",
            "username-missing",
            "This account of the LMS (%a) has no login name.",
            "email-missing",
            "This account of the LMS (%a) has no e-mail address, and the CMS needs one.",
            "username-too-long",
            "The login name of this account of the LMS (%a) is longer than the CMS allows (60 characters).",
            "email-too-long",
            "The e-mail address of this account of the LMS (%a) is longer than the CMS allows (254 characters).");

    private static final String REFUSED =
            "The CMS does not take this account of the LMS (%a) as a user (%r). Its own log says why.";

    private AccountExplanations() {}

    static String of(String reason, List<String> accounts) {
        return TEXTS.getOrDefault(reason, REFUSED)
                .replace("%a", "id " + String.join(", ", accounts))
                .replace("%r", reason);
    }
}

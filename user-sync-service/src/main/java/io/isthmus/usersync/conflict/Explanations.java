package io.isthmus.usersync.conflict;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words what a reason code means, and what can be done. */
final class Explanations {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry(
                    "two-candidates",
                    "More than one account of the LMS (%a) could be this user's. Link the right one, and take the"
                            + " idnumber or the e-mail address from the others."),
            Map.entry(
                    "account-linked-elsewhere",
                    "The account of the LMS that this user should get (%a) is linked to another user. Unlink it there,"
                            + " or give this user's idnumber to another account."),
            Map.entry(
                    "privileged-account",
                    "The account of the LMS (%a) is an administrator's, and those are never linked or written. Give"
                            + " the administrator another idnumber, or leave this user without a link."),
            Map.entry(
                    "username-taken",
                    "Somebody else at the LMS has the login name that this user should get (%a). If it is the same"
                            + " person, link the account; if not, rename one of the two and try again."),
            Map.entry(
                    "email-taken",
                    "Somebody else at the LMS has this user's e-mail address (%a). If it is the same person, link the"
                            + " account; if not, give one of the two another address and try again."),
            Map.entry(
                    "username-of-another-cms",
                    "A user of another CMS has the login name that this user should get (%a), and the LMS has each one"
                            + " once. Rename one of the two. The account is not this CMS's and is left alone."),
            Map.entry(
                    "email-of-another-cms",
                    "A user of another CMS has this user's e-mail address (%a), and the LMS has each one once. If it is"
                            + " one person with two logins, let them learn under the other CMS, or enter a second"
                            + " address here. The account is not this CMS's and is left alone."),
            Map.entry(
                    "username-held",
                    "The login name is still in use at the LMS by an account (%a) that should have given it up. Look"
                            + " why that account cannot be renamed, then try again."),
            Map.entry(
                    "email-held",
                    "The e-mail address is still in use at the LMS by an account (%a) that should have given it up."
                            + " Look why that account cannot be changed, then try again."),
            Map.entry(
                    "creation-held",
                    "An account was asked for under another login name, and it is not known whether it will still be"
                            + " made. Try again in a few minutes."),
            Map.entry("username-missing", "The CMS gives this user no login name. Enter one there."),
            Map.entry("email-missing", "The CMS gives this user no e-mail address, and the LMS needs one."),
            Map.entry(
                    "email-invalid",
                    "The LMS does not take this user's e-mail address: only unaccented letters, digits and the usual"
                            + " signs, up to 100 characters. Enter another one at the CMS."),
            Map.entry(
                    "country-unknown",
                    "The country at the CMS is no ISO 3166 code. Choose one of the list at the CMS."),
            Map.entry("username-too-long", "The login name at the LMS is longer than the CMS allows (60 characters)."),
            Map.entry("email-too-long", "The e-mail address is longer than the CMS allows (254 characters)."),
            Map.entry(
                    "idnumber-of-another",
                    "The linked account of the LMS (%a) carries the idnumber of another user. Correct the idnumber at"
                            + " the LMS, or unlink the user."),
            Map.entry(
                    "idnumber-not-kept",
                    "The LMS does not keep the idnumber that is written to the account (%a). Check that the web service"
                            + " user may edit it, and that no plugin resets it."),
            Map.entry(
                    "lms-account-missing",
                    "The linked account of the LMS (%a) is not to be seen. If it was removed, unlink the user; if not,"
                            + " check what the web service user may see."),
            Map.entry(
                    "refused-by-lms",
                    "The LMS refuses to save these fields: %f. Its own log says why; look for a rule of a plugin, or"
                            + " a value that is too long."),
            Map.entry("refused-by-cms", "The CMS refuses to save these fields: %f. Its own log says why."),
            Map.entry(
                    "cohorts-refused-by-lms",
                    "The LMS refuses to put this user into cohorts, or to take them out (%f). Check that the web service"
                            + " user has moodle/cohort:view, :assign and :manage, then try again."),
            Map.entry(
                    "no-end",
                    "The two sides change each other's values again and again (%f). Let one side own each of these"
                            + " fields, or remove the rule that rewrites them."));

    private static final String TAKEN = "The value of %f is taken by somebody else at the CMS. Change one of the two.";
    private static final String REFUSED = "The CMS does not take the value of %f. Change it at the LMS.";
    private static final String OTHERWISE =
            "This user could not be synchronised (%r). Look at the entry in the journal, mend the cause, try again.";

    private Explanations() {}

    static String of(String reason, List<String> accounts, List<String> fields) {
        return text(reason)
                .orElse(OTHERWISE)
                .replace("%a", accounts.isEmpty() ? "id unknown" : "id " + String.join(", ", accounts))
                .replace("%f", fields.isEmpty() ? "some" : String.join(", ", fields))
                .replace("%r", reason);
    }

    /** @return empty for a code that nobody has found words for */
    static Optional<String> text(String reason) {
        String known = TEXTS.get(reason);
        if (known != null) {
            return Optional.of(known);
        }
        if (reason.endsWith("-taken")) {
            return Optional.of(TAKEN);
        }
        return reason.endsWith("-refused-by-cms") ? Optional.of(REFUSED) : Optional.empty();
    }
}

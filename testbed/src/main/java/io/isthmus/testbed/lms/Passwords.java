package io.isthmus.testbed.lms;

import java.util.function.IntPredicate;

/** Moodle's password policy with its defaults. The passwords themselves are not kept. */
final class Passwords {

    private Passwords() {}

    /** @return what is wrong with it as Moodle's HTML, empty when nothing is */
    static String complaint(String password) {
        var complaint = new StringBuilder();
        if (password.length() < 8) {
            complaint.append("<div>Passwords must be at least 8 characters long.</div>");
        }
        if (lacks(password, Character::isDigit)) {
            complaint.append("<div>Passwords must have at least 1 digit(s).</div>");
        }
        if (lacks(password, Character::isLowerCase)) {
            complaint.append("<div>Passwords must have at least 1 lower case letter(s).</div>");
        }
        if (lacks(password, Character::isUpperCase)) {
            complaint.append("<div>Passwords must have at least 1 upper case letter(s).</div>");
        }
        if (lacks(password, character -> !Character.isLetterOrDigit(character))) {
            complaint.append("<div>The password must have at least 1 special character(s) such as *, -, or #.</div>");
        }
        return complaint.toString();
    }

    private static boolean lacks(String password, IntPredicate kind) {
        return password.chars().noneMatch(kind);
    }
}

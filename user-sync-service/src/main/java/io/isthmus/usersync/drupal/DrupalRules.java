package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.Fit;
import java.util.Locale;

/** What Drupal can hold; what else it refuses, it says by field. */
final class DrupalRules implements FieldRules {

    private static final int MAX_USERNAME = 60;
    private static final int MAX_EMAIL = 254;
    private static final int MAX_TEXT = 255;

    @Override
    public Fit fit(String field, Account from) {
        String text = from.field(field);
        if (text == null) {
            return new Fit.Skip();
        }
        return switch (field) {
            case Field.USERNAME -> needed(text, MAX_USERNAME, field);
            case Field.EMAIL -> needed(text, MAX_EMAIL, field);
            case Field.LOCALE -> new Fit.Value(text.toLowerCase(Locale.ROOT).replace('_', '-'));
            default -> new Fit.Value(cut(text.strip()));
        };
    }

    private static Fit needed(String text, int most, String field) {
        if (text.isBlank()) {
            return new Fit.Refuse(field + "-missing");
        }
        return text.length() <= most ? new Fit.Value(text.strip()) : new Fit.Refuse(field + "-too-long");
    }

    /** By code points; never in the middle of one. */
    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT)).strip();
    }
}

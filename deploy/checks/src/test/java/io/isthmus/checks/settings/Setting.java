package io.isthmus.checks.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration property.
 *
 * @param name a {@code *} stands for a key of the operator's choice
 * @param required the service does not start without it
 * @param fallback what holds when nobody says otherwise
 */
record Setting(String name, boolean required, @Nullable String fallback) {

    Optional<String> defaultValue() {
        return Optional.ofNullable(fallback);
    }

    /** By MicroProfile Config's rule: upper case, and an underscore for whatever is no letter and no digit. */
    boolean isSetBy(String variable) {
        if (!name.contains("*")) {
            return variable.equals(variable(name));
        }
        String pattern = Pattern.compile("\\*")
                .splitAsStream(name + "\0")
                .map(Setting::variable)
                .reduce((left, right) -> left + "[A-Z0-9_]+" + right)
                .orElseThrow();
        return variable.matches(pattern.substring(0, pattern.length() - 1));
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}

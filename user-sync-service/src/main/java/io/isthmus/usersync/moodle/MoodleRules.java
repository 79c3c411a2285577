package io.isthmus.usersync.moodle;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.Fit;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Moodle can hold, so that nothing is sent which it would refuse, cut or clear: one refused value fails a whole
 * call, and with debugging off it does not say why.
 */
final class MoodleRules implements FieldRules {

    private static final int MAX_USERNAME = 100;
    private static final int MAX_NAME = 100;
    private static final int MAX_EMAIL = 100;
    private static final int MAX_CITY = 120;
    private static final int MAX_TEXT = 255;

    /** PARAM_USERNAME with extended usernames off. */
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._@-]+");

    private static final Pattern NOT_IN_USERNAME = Pattern.compile("[^a-z0-9._@-]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    /** What PHP's strip_tags takes for a tag: a value with one in it is refused, not cleaned. */
    private static final Pattern TAG = Pattern.compile("<(?=[^\\s<>])[^<>]*>?");

    /** Letters that have no decomposition into ASCII and a mark. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("ł", "l"),
            Map.entry("ø", "o"),
            Map.entry("đ", "d"),
            Map.entry("ð", "d"),
            Map.entry("þ", "th"),
            Map.entry("ß", "ss"),
            Map.entry("æ", "ae"),
            Map.entry("œ", "oe"),
            Map.entry("ı", "i"));

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Set<String> languages;
    private final String blankName;

    MoodleRules(Set<String> languages, String blankName) {
        this.languages = Set.copyOf(languages);
        this.blankName = blankName;
    }

    @Override
    public Fit fit(String field, Account from) {
        String value = from.field(field);
        if (value == null && !isDemanded(field)) {
            return new Fit.Skip();
        }
        String text = value == null ? "" : value;
        return switch (field) {
            case Field.USERNAME -> username(text, from.id());
            case Field.EMAIL -> email(text);
            case Field.FIRST_NAME -> name(text, from.text(Field.USERNAME));
            case Field.LAST_NAME -> name(text, blankName);
            case Field.LOCALE -> language(text);
            case Field.COUNTRY -> country(text);
            case Field.GROUPS -> new Fit.Value(text);
            case Field.CITY -> new Fit.Value(cut(withoutTags(text), MAX_CITY));
            default ->
                Field.isCustom(field) ? new Fit.Value(text.strip()) : new Fit.Value(cut(withoutTags(text), MAX_TEXT));
        };
    }

    private static boolean isDemanded(String field) {
        return field.equals(Field.FIRST_NAME) || field.equals(Field.LAST_NAME);
    }

    /**
     * Lower case is all that most names need. A name that Moodle has no letters for is written in those it has, and
     * the user's id is put after it, so that two such names never become one.
     */
    private static Fit username(String text, String uid) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (lower.isBlank()) {
            return new Fit.Refuse("username-missing");
        }
        if (USERNAME.matcher(lower).matches() && lower.length() <= MAX_USERNAME) {
            return new Fit.Value(lower);
        }
        String letters = lower;
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            letters = letters.replace(letter.getKey(), letter.getValue());
        }
        String ascii = MARKS.matcher(Normalizer.normalize(letters, Normalizer.Form.NFKD))
                .replaceAll("");
        String plain = NOT_IN_USERNAME.matcher(ascii).replaceAll(".").replaceAll("^[.]+|[.]+$", "");
        String suffix =
                "-" + NOT_IN_USERNAME.matcher(uid.toLowerCase(Locale.ROOT)).replaceAll(".");
        String stem = plain.isEmpty() ? "user" : plain;
        return new Fit.Value(stem.substring(0, Math.min(stem.length(), MAX_USERNAME - suffix.length())) + suffix);
    }

    private static Fit email(String text) {
        if (text.isBlank()) {
            return new Fit.Refuse("email-missing");
        }
        String trimmed = text.strip();
        return EMAIL.matcher(trimmed).matches() && trimmed.length() <= MAX_EMAIL
                ? new Fit.Value(trimmed)
                : new Fit.Refuse("email-invalid");
    }

    private static Fit name(String text, String otherwise) {
        String name = cut(withoutTags(text), MAX_NAME);
        return new Fit.Value(name.isEmpty() ? cut(withoutTags(otherwise), MAX_NAME) : name);
    }

    /** {@code en-GB} is {@code en_gb} if that pack is installed, else {@code en}. */
    private Fit language(String text) {
        String code = text.toLowerCase(Locale.ROOT).replace('-', '_');
        if (languages.contains(code)) {
            return new Fit.Value(code);
        }
        String base = code.contains("_") ? code.substring(0, code.indexOf('_')) : code;
        return languages.contains(base) ? new Fit.Value(base) : new Fit.Skip();
    }

    private static Fit country(String text) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.isEmpty() || COUNTRIES.contains(code) ? new Fit.Value(code) : new Fit.Refuse("country-unknown");
    }

    private static String withoutTags(String text) {
        return TAG.matcher(text).replaceAll("").strip();
    }

    /** By code points, as Moodle counts; never in the middle of one. */
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)).strip();
    }
}

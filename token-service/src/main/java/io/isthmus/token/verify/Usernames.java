package io.isthmus.token.verify;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The one normal form of usernames. */
public final class Usernames {

    /** Characters; Moodle's limit is 100, Drupal's 60. */
    private static final int MAX_LENGTH = 100;

    private Usernames() {}

    /**
     * NFKC and lower case. Refused, not mended: control, format (zero-width, bidi) and private characters, space at
     * either end or other than U+0020, characters that only NFKC makes equal to others, and letters of several scripts
     * in one name.
     */
    public static Optional<String> normalize(String raw) {
        if (isPlain(raw)) {
            return Optional.of(raw);
        }
        String composed = Normalizer.normalize(raw, Normalizer.Form.NFC);
        String normal = Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        boolean right = !raw.isEmpty()
                && normal.length() <= MAX_LENGTH
                && normal.equals(composed.toLowerCase(Locale.ROOT))
                && raw.equals(raw.strip())
                && raw.codePoints().allMatch(Usernames::isVisible)
                && scripts(normal) <= 1;
        return right ? Optional.of(normal) : Optional.empty();
    }

    /** Small letters and digits of US-ASCII, which nearly all usernames are made of, are their own normal form. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !raw.isEmpty() && raw.length() <= MAX_LENGTH;
    }

    private static boolean isVisible(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private static long scripts(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(Character.UnicodeScript::of)
                .filter(script ->
                        script != Character.UnicodeScript.COMMON && script != Character.UnicodeScript.INHERITED)
                .map(Usernames::family)
                .distinct()
                .count();
    }

    /** Japanese and Korean are written in several scripts at once (Unicode TR 39, "highly restrictive"). */
    private static Character.UnicodeScript family(Character.UnicodeScript script) {
        return switch (script) {
            case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> Character.UnicodeScript.HAN;
            default -> script;
        };
    }
}

package io.isthmus.usersync.journal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads an event's time. What nearly every producer writes, such as {@code 2026-05-04T10:00:00.123Z}, is read in a
 * fraction of the time that a formatter takes for it, which was a tenth of taking an event in.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339">RFC 3339</a>
 */
final class EventTime {

    private static final String FORM = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private EventTime() {}

    /** @throws java.time.DateTimeException if it is no time */
    static Instant of(String text) {
        return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
    }

    /** @return whether it is in UTC, with seconds, and of an hour that a clock shows */
    private static boolean isPlain(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || text.charAt(end) != 'Z' || end > FORM.length() + 1 + NANO_DIGITS) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            if (wanted == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        return number(text, 11, 13) < 24 && hasPlainFraction(text, end);
    }

    private static boolean hasPlainFraction(String text, int end) {
        if (end == FORM.length()) {
            return true;
        }
        for (int i = FORM.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(FORM.length()) == '.' && end > FORM.length() + 1;
    }

    private static Instant plain(String text) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = FORM.length() + 1 + i;
            nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}

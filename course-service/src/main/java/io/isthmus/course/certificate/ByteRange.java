package io.isthmus.course.certificate;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes that was asked for (RFC 9110, section 14.1.2).
 *
 * @param first −1 for the last ones
 * @param last −1 for up to the end; without first, how many
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    /** Both inclusive. */
    record Bounds(long first, long last) {}

    /** @return empty for no range, several of them, and what is none: then the whole is sent, as the RFC allows */
    static Optional<ByteRange> parse(@Nullable String header) {
        var matcher = ONE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        long first = number(matcher.group(1));
        long last = number(matcher.group(2));
        return first >= 0 && last >= 0 && last < first ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    private static long number(String digits) {
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    /** @return empty if nothing of it is there */
    Optional<Bounds> within(long length) {
        long begin = first >= 0 ? first : Math.max(0, length - last);
        long end = first >= 0 && last >= 0 ? Math.min(last, length - 1) : length - 1;
        return begin > end ? Optional.empty() : Optional.of(new Bounds(begin, end));
    }
}

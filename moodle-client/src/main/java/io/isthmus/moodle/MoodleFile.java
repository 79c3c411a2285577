package io.isthmus.moodle;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way. Its content has to be consumed or cancelled, once; the time-out closes what is left alone.
 *
 * @param contentType without parameters, in lower case
 * @param filename as Moodle proposes it, safe to show; null if it proposes none
 * @param length bytes; −1 if unknown
 */
public record MoodleFile(String contentType, @Nullable String filename, long length, Multi<Buffer> content) {

    private static final Pattern EXTENDED = Pattern.compile("filename\\*=UTF-8''([^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN =
            Pattern.compile("filename=(?:\"([^\"]*)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

    /** @param disposition a Content-Disposition (RFC 6266); null if there is none */
    static @Nullable String filenameIn(@Nullable String disposition) {
        if (disposition == null) {
            return null;
        }
        var extended = EXTENDED.matcher(disposition);
        if (extended.find()) {
            return safe(decoded(extended.group(1)));
        }
        var plain = PLAIN.matcher(disposition);
        if (!plain.find()) {
            return null;
        }
        return safe(plain.group(1) == null ? plain.group(2) : plain.group(1));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable String safe(String name) {
        String cleaned = name.replaceAll("[\\p{Cntrl}\\p{Cf}\"\\\\/]", "_").strip();
        return cleaned.isEmpty() ? null : cleaned;
    }
}

package io.isthmus.token.http;

import io.isthmus.token.wire.StrictBase64;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages of long lists. A cursor says where the next one begins; its content is ours. */
public final class Paging {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9:._-]{1,300}");

    private Paging() {}

    /** @throws Problem unless it is between 1 and 200 */
    public static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.badRequest("limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    /**
     * @return the position a cursor was made of; empty text without one
     * @throws Problem if it is none of ours
     */
    public static String position(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        return StrictBase64.decodeUrl(cursor)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(position -> POSITION.matcher(position).matches())
                .orElseThrow(() -> Problem.badRequest("cursor is none that was given here."));
    }

    /** @return null after the last page */
    public static @Nullable String cursor(String position) {
        return position.isEmpty() ? null : StrictBase64.encodeUrl(position.getBytes(StandardCharsets.UTF_8));
    }
}

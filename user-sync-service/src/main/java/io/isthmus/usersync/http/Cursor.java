package io.isthmus.usersync.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a page ended, opaque to whoever carries it back. */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    public static String of(String... position) {
        byte[] bytes = String.join(SEPARATOR, position).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param cursor null for the first page
     * @return the parts it was made of; empty for the first page
     */
    public static List<String> parts(@Nullable String cursor, int expected) {
        if (cursor == null || cursor.isEmpty()) {
            return List.of();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> parts = List.of(text.split(SEPARATOR, -1));
            if (parts.size() == expected) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        throw bad();
    }

    /** What to say of a cursor that cannot be one of ours. */
    public static ProblemException bad() {
        return ProblemException.badRequest("bad-cursor", "The cursor is none that this API has given out.");
    }
}

package io.isthmus.usersync.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ended that begins with the newest. */
public record Place(Instant at, UUID id) {

    public String cursor() {
        return Cursor.of(at.toString(), id.toString());
    }

    /**
     * @param cursor null for the first page
     * @return null for the first page
     */
    public static @Nullable Place of(@Nullable String cursor) {
        List<String> parts = Cursor.parts(cursor, 2);
        try {
            return parts.isEmpty() ? null : new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Cursor.bad();
        }
    }
}

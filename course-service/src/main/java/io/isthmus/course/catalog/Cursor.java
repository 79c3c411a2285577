package io.isthmus.course.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place in the catalogue, which is sorted by name and then id; it stays right when courses come and go.
 *
 * @param name folded
 * @param id such as {@code lms:2}
 */
record Cursor(String name, String id) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER =
            Comparator.comparing(Cursor::name).thenComparing(Cursor::id);
    private static final String SEPARATOR = "\n";

    static Cursor of(Course course) {
        return new Cursor(
                CatalogQuery.fold(course.name()).replace('\n', ' '), course.id().toString());
    }

    /** @return empty if the text was not written by {@link #written} */
    static Optional<Cursor> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int split = decoded.indexOf(SEPARATOR);
            return split < 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(decoded.substring(split + 1), decoded.substring(0, split)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    String written() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + SEPARATOR + name).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}

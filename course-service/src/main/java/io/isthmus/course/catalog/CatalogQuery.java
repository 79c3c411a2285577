package io.isthmus.course.catalog;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param words folded; all of them have to be in the name, short name, id number or summary; empty for all
 * @param category id such as {@code lms:3}, with what is below it
 * @param from courses that have not ended by then; null for all
 * @param until courses that have begun by then; null for all
 * @param hidden courses hidden at the LMS too
 * @param after the place behind which the page begins
 */
record CatalogQuery(
        List<String> words,
        Optional<String> category,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean hidden,
        Optional<Cursor> after,
        int limit) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    CatalogQuery {
        words = List.copyOf(words);
    }

    static List<String> words(String text) {
        String folded = fold(text).strip();
        return folded.isEmpty() ? List.of() : List.of(folded.split("\\s+"));
    }

    /** Without case and accents: {@code RGPD données} finds {@code Donnees … rgpd}. */
    static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    boolean matches(Course course) {
        return matchesCategory(course) && course.runs(from, until) && matchesWords(course);
    }

    private boolean matchesCategory(Course course) {
        return category.isEmpty()
                || course.category() != null && course.category().ids().contains(category.get());
    }

    private boolean matchesWords(Course course) {
        if (words.isEmpty()) {
            return true;
        }
        String text =
                fold(String.join("\n", course.name(), course.shortName(), course.idNumber(), course.summaryText()));
        return words.stream().allMatch(text::contains);
    }
}

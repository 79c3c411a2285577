package io.isthmus.course.catalog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is looked for.
 *
 * @param words folded; all of them have to be in the name, short name or id number; empty for all
 * @param category id such as {@code lms:3}, with what is below it
 * @param after the place behind which the page begins
 */
record CatalogQuery(List<String> words, Optional<String> category, Optional<Cursor> after, int limit) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    CatalogQuery {
        words = List.copyOf(words);
    }

    static CatalogQuery of(String text, Optional<String> category, Optional<Cursor> after, int limit) {
        String folded = fold(text).strip();
        return new CatalogQuery(folded.isEmpty() ? List.of() : List.of(folded.split("\\s+")), category, after, limit);
    }

    /** Without case and accents: {@code RGPD données} finds {@code Donnees … rgpd}. */
    static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    boolean matches(Course course) {
        return matchesCategory(course) && matchesWords(course);
    }

    private boolean matchesCategory(Course course) {
        return category.isEmpty()
                || course.category() != null && course.category().ids().contains(category.get());
    }

    private boolean matchesWords(Course course) {
        String text = fold(course.name() + "\n" + course.shortName() + "\n" + course.idNumber());
        return words.stream().allMatch(text::contains);
    }
}

package io.isthmus.course.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.source.CourseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoursePageTest {

    private static final Category SKILLS = new Category("lms:2", "Skills", List.of("Skills"), List.of("lms:2"));
    private static final Category LEADERSHIP =
            new Category("lms:3", "Leadership", List.of("Skills", "Leadership"), List.of("lms:2", "lms:3"));
    private static final List<Course> COURSES = List.of(
            course(5, "Écriture claire", "WRITE-110", null),
            course(4, "Leading People", "LEAD-301", LEADERSHIP),
            course(3, "Données personnelles & vie privée", "RGPD-201", SKILLS),
            course(2, "Workplace Safety", "SAFE-101", null),
            course(12, "Leading People", "LEAD-302", LEADERSHIP));

    private static final Listing LISTING = new Listing(COURSES, List.of(), Instant.EPOCH, false, List.of());

    private static Course course(int id, String name, String shortName, @Nullable Category category) {
        return new Course(
                new CourseId("lms", String.valueOf(id)),
                name,
                shortName,
                "CRS-" + shortName,
                !shortName.startsWith("HIDDEN"),
                category,
                "<p>Über " + shortName + "</p>",
                "Über " + shortName,
                "",
                null,
                null,
                null,
                "",
                "",
                "");
    }

    private static CoursePage page(String text, @Nullable String category, @Nullable String after, int limit) {
        Optional<Cursor> cursor = Optional.ofNullable(after).flatMap(Cursor::parse);
        var query = new CatalogQuery(
                CatalogQuery.words(text), Optional.ofNullable(category), null, null, false, cursor, limit);
        return CoursePage.of(LISTING, query);
    }

    private static List<String> ids(CoursePage page) {
        return page.items().stream().map(course -> course.id().id()).toList();
    }

    @Test
    void sortsByNameAndThenId() {
        assertThat(ids(page("", null, null, 50))).containsExactly("3", "5", "12", "4", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "ecriture, 5",
        "DONNÉES rgpd, 3",
        "privee, 3",
        "crs-safe, 2",
        "people 302, 12",
        "uber rgpd, 3",
        "nothing of the kind, ",
        "'  ', 3;5;12;4;2",
    })
    void findsWordsWithoutCaseAndAccents(String text, @Nullable String found) {
        List<String> expected = found == null ? List.of() : List.of(found.split(";"));

        assertThat(ids(page(text, null, null, 50))).isEqualTo(expected);
    }

    @Test
    void findsWhatIsBelowACategory() {
        assertThat(ids(page("", "lms:2", null, 50))).containsExactly("3", "12", "4");
        assertThat(ids(page("", "lms:3", null, 50))).containsExactly("12", "4");
        assertThat(ids(page("", "lms:9", null, 50))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void turnsEveryPageOnce(int limit) {
        var seen = new ArrayList<String>();
        @Nullable String next = null;
        do {
            CoursePage page = page("", null, next, limit);
            assertThat(page.total()).isEqualTo(COURSES.size());
            assertThat(page.items()).hasSizeBetween(1, limit);
            seen.addAll(ids(page));
            next = page.next();
        } while (next != null);

        assertThat(seen).containsExactly("3", "5", "12", "4", "2");
    }

    @Test
    void goesOnBehindACourseThatIsGone() {
        String gone = Cursor.of(course(99, "Leading Nobody", "X", null)).written();

        assertThat(ids(page("", null, gone, 50))).containsExactly("12", "4", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "bG1z", "//8", "gICA"})
    void refusesCursorOfSomebodyElse(String cursor) {
        assertThat(Cursor.parse(cursor)).isEmpty();
    }

    private static Course dated(int id, @Nullable String start, @Nullable String end) {
        Course course = course(id, "Course " + id, "C-" + id, null);
        return new Course(
                course.id(),
                course.name(),
                course.shortName(),
                "",
                true,
                null,
                "",
                "",
                "",
                null,
                start == null ? null : Instant.parse(start),
                end == null ? null : Instant.parse(end),
                "",
                "",
                "");
    }

    @Test
    void findsCoursesThatRunInAPeriod() {
        var from = Instant.parse("2026-03-01T00:00:00Z");
        var until = Instant.parse("2026-04-01T00:00:00Z");

        assertThat(dated(1, null, null).runs(from, until)).isTrue();
        assertThat(dated(2, "2026-03-15T00:00:00Z", null).runs(from, until)).isTrue();
        assertThat(dated(3, "2026-04-01T00:00:00Z", null).runs(from, until)).isFalse();
        assertThat(dated(4, null, "2026-02-28T23:59:59Z").runs(from, until)).isFalse();
        assertThat(dated(5, "2025-01-01T00:00:00Z", "2026-03-01T00:00:00Z").runs(from, until))
                .isTrue();
        assertThat(dated(6, "2030-01-01T00:00:00Z", null).runs(from, null)).isTrue();
    }

    @Test
    void leavesHiddenCoursesOutUnlessAskedForThem() {
        var listing =
                new Listing(List.of(course(7, "Secret", "HIDDEN-1", null)), List.of(), Instant.EPOCH, false, List.of());

        assertThat(listing.courses(false)).isEmpty();
        assertThat(listing.courses(true)).hasSize(1);
    }
}

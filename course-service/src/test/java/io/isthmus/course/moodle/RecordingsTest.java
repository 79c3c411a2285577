package io.isthmus.course.moodle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.catalog.Category;
import io.isthmus.course.catalog.Course;
import io.isthmus.course.certificate.Issue;
import io.isthmus.course.enrolment.Enrolment;
import io.isthmus.course.source.CourseId;
import io.isthmus.testbed.recordings.Recordings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Moodle answered, in our words. */
class RecordingsTest {

    private static final LmsPages PAGES = new LmsPages(
            URI.create("https://lms.example.org/moodle/"), URI.create("https://sso.example.org/sso/launch"));

    private static JsonNode body(String name) {
        return Recordings.moodle(name).path("body");
    }

    private static List<Enrolment> enrolments(String name) {
        return MoodleEnrolments.enrolments(body("core_enrol_get_users_courses--" + name), "lms");
    }

    private static List<Course> courses(String name) {
        return MoodleCatalog.courses(
                        body("core_course_get_courses_by_field--" + name),
                        body("core_course_get_categories--ok-all"),
                        "lms",
                        PAGES)
                .courses();
    }

    @Test
    void readsProgressAndDatesOfAnEnrolment() {
        assertThat(enrolments("ok-no-usercount").get(1))
                .isEqualTo(new Enrolment(
                        new CourseId("lms", "2"),
                        "Workplace Safety",
                        "SAFE-101",
                        25,
                        false,
                        Instant.parse("2026-01-12T00:00:00Z"),
                        Instant.parse("2026-12-18T00:00:00Z"),
                        null,
                        "/course/view.php?id=2"));
    }

    @Test
    void readsNamesAsTheyAreWritten() {
        assertThat(enrolments("ok-raw-text").get(0).name()).isEqualTo("Données personnelles & vie privée (RGPD)");
    }

    @Test
    void tellsCompletedFromNotTracked() {
        assertThat(enrolments("ok-alice"))
                .extracting(enrolment -> enrolment.id().id(), Enrolment::progress, Enrolment::completed)
                .contains(tuple("2", 100, true), tuple("3", 50, false), tuple("5", 0, false), tuple("7", null, false));
    }

    @Test
    void inventsNoProgressForATokenThatMayNotSeeIt() {
        assertThat(enrolments("ok-without-report-capability")).isNotEmpty().allSatisfy(enrolment -> {
            assertThat(enrolment.progress()).isNull();
            assertThat(enrolment.completed()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-enrolments", "unknown-user", "deleted-user", "lowpriv", "after-unenrol"})
    void readsNoEnrolmentsAsNone(String name) {
        assertThat(enrolments(name)).isEmpty();
    }

    @Test
    void leavesHiddenCoursesAndTheSiteItselfOut() {
        assertThat(courses("ok-all").stream().filter(Course::visible))
                .extracting(course -> course.id().toString())
                .containsExactly("lms:2", "lms:3", "lms:4", "lms:5", "lms:7", "lms:8", "lms:9");
        assertThat(courses("hidden-course")).allMatch(course -> !course.visible());
        assertThat(courses("unknown")).isEmpty();
    }

    @Test
    void readsACourseWithTheFewFieldsOfALowToken() {
        Course course = courses("lowpriv-reduced-fields").get(0);

        assertThat(course.name()).isEqualTo("Workplace Safety");
        assertThat(course.startDate()).isNull();
        assertThat(course.idNumber()).isEmpty();
    }

    @Test
    void knowsWhereACourseStandsInTheTree() {
        Category category = requireNonNull(courses("ok-all").stream()
                .filter(course -> course.id().id().equals("9"))
                .findFirst()
                .orElseThrow()
                .category());

        assertThat(category.id()).isEqualTo("lms:3");
        assertThat(category.path()).containsExactly("Compétences &amp; métiers", "Leadership");
        assertThat(category.ids()).containsExactly("lms:2", "lms:3");
    }

    @Test
    void readsIssuesOfCertificates() {
        assertThat(MoodleCertificates.issues(body("mod_customcert_list_issues--ok-user")))
                .containsExactly(new Issue(
                        "customcert:1",
                        "customcert:1",
                        "Safety certificate",
                        "LABCODE001",
                        Instant.parse("2026-01-04T00:00:00Z"),
                        null));
        assertThat(MoodleCertificates.issues(body("mod_customcert_list_issues--none")))
                .isEmpty();
    }

    @Test
    void readsBadgesWithTheirExpiry() {
        var badges = MoodleCertificates.badges(body("core_badges_get_user_badges--ok"), "lms");

        assertThat(badges.issues())
                .containsExactly(new Issue(
                        "badge:1111111111111111111111111111111111111111",
                        "badge:1",
                        "Safety hero",
                        "1111111111111111111111111111111111111111",
                        Instant.parse("2026-01-04T00:00:00Z"),
                        null));
        assertThat(requireNonNull(badges.activities().get("badge:1")).target())
                .isEqualTo("/badges/badge.php?hash=1111111111111111111111111111111111111111");
    }

    @Test
    void readsWhenACourseWasCompleted() {
        assertThat(MoodleEnrolments.completedAt(body("core_completion_get_course_completion_status--ok-completed")))
                .contains(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(MoodleEnrolments.completedAt(body("core_completion_get_course_completion_status--ok-in-progress")))
                .isEmpty();
    }

    @Test
    void makesSummariesHarmless() {
        String hostile =
                "<p onclick=x()>Hi <script>alert(1)</script><img src=x onerror=y><a href='javascript:z()'>a</a>"
                        + "<a href='https://example.org'>b</a> &amp; <em>c</em></p><iframe src=q></iframe>";

        String clean = Html.clean(hostile);

        assertThat(clean)
                .isEqualTo("<p>Hi <a rel=\"nofollow noopener\">a</a>"
                        + "<a href=\"https://example.org\" rel=\"nofollow noopener\">b</a> &amp; <em>c</em></p>");
        assertThat(Html.text(clean)).isEqualTo("Hi ab & c");
    }
}

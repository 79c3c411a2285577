package io.isthmus.course.certificate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final LmsAccount ADA = new LmsAccount("lms", "4");
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Map<String, Activity> ACTIVITIES = Map.of(
            "customcert:1", new Activity(new CourseId("lms", "2"), "Safety", "/one"),
            "customcert:2", new Activity(new CourseId("lms", "2"), "Safety", "/two"),
            "customcert:3", new Activity(new CourseId("lms", "3"), "Privacy", "/three"));

    private static Issue issue(int id, int activity, String day) {
        return new Issue(
                "customcert:" + id,
                "customcert:" + activity,
                "Name",
                "CODE" + id,
                Instant.parse(day + "T00:00:00Z"),
                null);
    }

    private static List<Certificate> added(List<Certificate> archived, Issue... issues) {
        return Attempts.added(ADA, archived, List.of(issues), ACTIVITIES, NOW);
    }

    private static List<String> numbered(List<Certificate> certificates) {
        return certificates.stream()
                .map(one -> one.id() + " = " + requireNonNull(one.course()).id() + "#" + one.attempt())
                .toList();
    }

    @Test
    void numbersTheAttemptsOfACourseByDate() {
        var added = added(List.of(), issue(9, 1, "2026-01-01"), issue(7, 2, "2025-01-01"), issue(8, 3, "2024-01-01"));

        assertThat(numbered(added))
                .containsExactly("lms:customcert:8 = 3#1", "lms:customcert:7 = 2#1", "lms:customcert:9 = 2#2");
    }

    @Test
    void numbersThoseOfTheSameSecondByTheirIds() {
        var added = added(List.of(), issue(10, 1, "2026-01-01"), issue(9, 1, "2026-01-01"));

        assertThat(numbered(added)).containsExactly("lms:customcert:9 = 2#1", "lms:customcert:10 = 2#2");
    }

    @Test
    void addsNothingTwice() {
        var archived = added(List.of(), issue(1, 1, "2026-01-01"));

        assertThat(added(archived, issue(1, 1, "2026-01-01"))).isEmpty();
    }

    @Test
    void keepsNumbersOfTheArchiveEvenIfAnOlderOneComesLate() {
        var archived = added(List.of(), issue(5, 1, "2026-01-01"));

        assertThat(numbered(added(archived, issue(5, 1, "2026-01-01"), issue(4, 1, "2025-01-01"))))
                .containsExactly("lms:customcert:4 = 2#2");
    }

    @Test
    void goesOnCountingWhenTheLmsForgotTheFirst() {
        var archived = added(List.of(), issue(1, 1, "2025-01-01"));

        assertThat(numbered(added(archived, issue(2, 1, "2026-01-01")))).containsExactly("lms:customcert:2 = 2#2");
    }

    @Test
    void leavesOutWhatHasNoKnownActivity() {
        assertThat(numbered(added(List.of(), issue(1, 99, "2025-01-01"), issue(2, 3, "2026-01-01"))))
                .containsExactly("lms:customcert:2 = 3#1");
    }

    @Test
    void takesThePlaceOfTheAttemptBeforeOfTheSameActivityOnly() {
        var all = new ArrayList<>(
                added(List.of(), issue(1, 1, "2024-01-01"), issue(2, 2, "2025-01-01"), issue(3, 1, "2026-01-01")));

        assertThat(all.stream().map(one -> UserCertificate.of(one, all, "u", NOW)))
                .extracting(UserCertificate::id, one -> one.status().word(), UserCertificate::pdfUrl)
                .containsExactly(
                        tuple("lms:customcert:1", "superseded", null),
                        tuple("lms:customcert:2", "valid", "/v1/certificates/lms:customcert:2/pdf"),
                        tuple("lms:customcert:3", "valid", "/v1/certificates/lms:customcert:3/pdf"));
    }

    @Test
    void expiresAtItsDate() {
        var issue = new Issue("x:1", "customcert:1", "Name", "CODE", NOW.minusSeconds(9), NOW);
        var all = added(List.of(), issue);

        assertThat(UserCertificate.of(all.get(0), all, "u", NOW).status()).isEqualTo(CertificateStatus.EXPIRED);
        assertThat(UserCertificate.of(all.get(0), all, "u", NOW.minusSeconds(1)).status())
                .isEqualTo(CertificateStatus.VALID);
    }

    private static Certificate changed(Certificate certificate, Certificate.Change change) {
        return new Certificate(
                certificate.id(),
                certificate.account(),
                certificate.course(),
                certificate.courseName(),
                certificate.attempt(),
                certificate.issue(),
                certificate.target(),
                certificate.archivedAt(),
                Set.of(change));
    }

    @Test
    void saysWhatEventsToldOfIt() {
        var one = added(List.of(), issue(1, 1, "2026-01-01")).get(0);
        var revoked = changed(one, Certificate.Change.REVOKED);
        var expired = changed(one, Certificate.Change.EXPIRED);

        var shown = UserCertificate.of(revoked, List.of(revoked), "u", NOW);

        assertThat(shown.status()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(shown.pdfUrl()).isNull();
        assertThat(UserCertificate.of(expired, List.of(expired), "u", NOW).status())
                .isEqualTo(CertificateStatus.EXPIRED);
    }

    @Test
    void countsTheAwardsOfEachBadgeByItself() {
        var badges = Map.of(
                "badge:5", new Activity(null, "", "/five"),
                "badge:6", new Activity(new CourseId("lms", "2"), "Safety", "/six"),
                "customcert:1", new Activity(new CourseId("lms", "2"), "Safety", "/one"));
        var issues = List.of(
                badge("aaa", 5, "2024-01-01"),
                badge("bbb", 6, "2025-01-01"),
                badge("ccc", 5, "2026-01-01"),
                issue(1, 1, "2026-02-01"));

        var all = Attempts.added(ADA, List.of(), issues, badges, NOW);

        assertThat(all)
                .extracting(one -> one.issue().reference(), Certificate::attempt)
                .containsExactly(
                        tuple("badge:aaa", 1), tuple("badge:bbb", 1), tuple("badge:ccc", 2), tuple("customcert:1", 1));
        assertThat(UserCertificate.of(all.get(1), all, "u", NOW).pdfUrl()).isNull();
        assertThat(UserCertificate.of(all.get(0), all, "u", NOW).courseId()).isNull();
    }

    private static Issue badge(String hash, int id, String day) {
        return new Issue("badge:" + hash, "badge:" + id, "Badge", hash, Instant.parse(day + "T00:00:00Z"), null);
    }
}

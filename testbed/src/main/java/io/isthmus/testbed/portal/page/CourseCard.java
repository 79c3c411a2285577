package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.learning.Course;
import io.isthmus.testbed.portal.learning.Dashboard.Certificate;
import io.isthmus.testbed.portal.learning.Dashboard.MyCourse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A course as the pages show it.
 *
 * @param path of its page
 * @param label above its name; empty for none
 * @param progress 0–100; null = not tracked
 * @param status a word of course-service; empty for a course of the catalogue
 * @param action on the button that starts it; empty when it cannot be started any more
 */
record CourseCard(
        String path,
        String name,
        String label,
        @Nullable Integer progress,
        String status,
        String statusText,
        String action,
        String startsWord,
        String starts,
        String ends) {

    static CourseCard of(MyCourse course, Instant now) {
        String status = Objects.requireNonNullElse(course.status(), "not-tracked");
        return new CourseCard(
                path(course.id()),
                course.name(),
                Objects.requireNonNullElse(course.shortName(), ""),
                course.progress(),
                status,
                Words.status(status),
                action(status),
                startsWord(course.startDate(), now),
                Words.date(course.startDate()),
                Words.date(course.endDate()));
    }

    static CourseCard of(Course course, Instant now) {
        String category = course.category() == null ? null : course.category().name();
        return new CourseCard(
                path(course.id()),
                course.name(),
                Objects.requireNonNullElse(category, Objects.requireNonNullElse(course.shortName(), "")),
                null,
                "",
                "",
                "",
                startsWord(course.startDate(), now),
                Words.date(course.startDate()),
                Words.date(course.endDate()));
    }

    static String path(String id) {
        return "/course/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("%3A", ":");
    }

    private static String action(String status) {
        switch (status) {
            case "completed":
                return "Open again";
            case "in-progress":
            case "overdue":
                return "Continue";
            case "past":
                return "";
            default:
                return "Start course";
        }
    }

    private static String startsWord(@Nullable Instant start, Instant now) {
        return start != null && start.isAfter(now) ? "Starts" : "Started";
    }

    boolean unfinished() {
        return !status.equals("completed") && !status.equals("past");
    }

    /** A certificate as the pages show it. */
    record Award(String name, String pdf, String issued, String expires, String code, boolean valid, int attempt) {

        static Award of(Certificate certificate, Instant now) {
            Instant expires = certificate.expiresAt();
            String status = certificate.status();
            return new Award(
                    Objects.requireNonNullElse(certificate.courseName(), "Certificate"),
                    "/certificates/" + URLEncoder.encode(certificate.id(), StandardCharsets.UTF_8) + "/pdf",
                    Words.date(certificate.issuedAt()),
                    Words.date(expires),
                    Objects.requireNonNullElse(certificate.code(), ""),
                    (status == null || status.equals("valid")) && (expires == null || expires.isAfter(now)),
                    certificate.attempt());
        }
    }
}

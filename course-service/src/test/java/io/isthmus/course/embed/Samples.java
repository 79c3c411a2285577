package io.isthmus.course.embed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of course-service. */
final class Samples {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ada's three courses, and a certificate with an earlier attempt. */
    static final String ADA = dashboard(
            List.of(
                    course(2, "Data protection", 100, "completed"),
                    course(3, "Statistics", 50, "in-progress"),
                    course(4, "Écriture", 0, "not-started")),
            List.of(certificate("c1", 2, 1, "expired"), certificate("c2", 2, 2, "valid")));

    static final String EMPTY = dashboard(List.of(), List.of());

    private Samples() {}

    static Map<String, @Nullable Object> course(int id, String name, @Nullable Integer progress, String status) {
        Map<String, @Nullable Object> course = new LinkedHashMap<>();
        course.put("id", "lms:" + id);
        course.put("name", name);
        course.put("shortName", "C-" + id);
        course.put("progress", progress);
        course.put("status", status);
        course.put("startDate", "2026-0" + id + "-12T12:00:00Z");
        course.put("endDate", id == 4 ? null : "2026-11-30T12:00:00Z");
        course.put("url", "https://lms.example.org/course/view.php?id=" + id);
        course.put("launchUrl", "https://sso.example.org/sso/launch?target=%2Fcourse%2Fview.php%3Fid%3D" + id);
        course.put("target", "/course/view.php?id=" + id);
        return course;
    }

    static Map<String, @Nullable Object> certificate(String id, int course, int attempt, String status) {
        Map<String, @Nullable Object> certificate = new LinkedHashMap<>();
        certificate.put("id", id);
        certificate.put("courseId", "lms:" + course);
        certificate.put("courseName", "Data protection");
        certificate.put("name", "Certificate of attendance");
        certificate.put("attempt", attempt);
        certificate.put("issuedAt", "202" + (4 + attempt) + "-03-01T12:00:00Z");
        certificate.put("expiresAt", attempt == 1 ? "2026-03-01T12:00:00Z" : null);
        certificate.put("code", "CODE" + attempt);
        certificate.put("status", status);
        certificate.put("url", "https://lms.example.org/certificate/" + id);
        certificate.put("pdfUrl", "/v1/certificates/" + id + "/pdf");
        return certificate;
    }

    static String dashboard(List<? extends Map<String, ?>> courses, List<? extends Map<String, ?>> certificates) {
        return dashboard(courses, certificates, Map.of());
    }

    /** @param changes fields at the top that differ */
    static String dashboard(
            List<? extends Map<String, ?>> courses,
            List<? extends Map<String, ?>> certificates,
            Map<String, ?> changes) {
        Map<String, Object> dashboard = new LinkedHashMap<>();
        dashboard.put("user", Map.of("source", "cms", "cmsUid", "101", "linked", true));
        dashboard.put("courses", courses);
        dashboard.put("certificates", certificates);
        dashboard.put("stale", false);
        dashboard.put("failures", List.of());
        dashboard.putAll(changes);
        return write(dashboard);
    }

    /** Ada's dashboard with other fields at the top. */
    static String ada(Map<String, ?> changes) {
        try {
            Map<String, Object> dashboard = new LinkedHashMap<>(JSON.readValue(ADA, Map.class));
            dashboard.putAll(changes);
            return write(dashboard);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Map<String, @Nullable Object>> manyCourses(int count) {
        List<Map<String, @Nullable Object>> courses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            courses.add(course(i % 8 + 1, "Course " + i, i % 101, "in-progress"));
        }
        return courses;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

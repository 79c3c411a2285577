package io.isthmus.testbed.portal.learning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody learns; a list that the answer leaves out is empty.
 *
 * @param stale whether this is what was known last, since the LMS does not answer
 * @param failures parts that are missing
 */
public record Dashboard(
        @Nullable Person user,
        List<MyCourse> courses,
        List<Certificate> certificates,
        boolean stale,
        List<Failure> failures) {

    public Dashboard {
        courses = courses == null ? List.of() : List.copyOf(courses);
        certificates = certificates == null ? List.of() : List.copyOf(certificates);
        failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** @param linked whether there is an account at the LMS that belongs to this person */
    public record Person(boolean linked) {}

    /**
     * @param progress 0–100; null = not tracked
     * @param status {@code not-started}, {@code in-progress}, {@code completed}, {@code overdue}, {@code not-tracked}
     *     or {@code past}
     */
    public record MyCourse(
            String id,
            String name,
            @Nullable String shortName,
            @Nullable Integer progress,
            @Nullable String status,
            @Nullable Instant startDate,
            @Nullable Instant endDate,
            @Nullable String target) {}

    /** @param attempt numbered from 1 for each course */
    public record Certificate(
            String id,
            @Nullable String courseId,
            @Nullable String courseName,
            int attempt,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable String code,
            @Nullable String status) {}

    /** @param reason a word for programs */
    public record Failure(@Nullable String source, @Nullable String reason) {}

    public boolean linked() {
        return user != null && user.linked();
    }

    public Optional<MyCourse> course(String id) {
        return courses.stream().filter(course -> course.id().equals(id)).findFirst();
    }

    public Optional<Certificate> certificate(String id) {
        return certificates.stream()
                .filter(certificate -> certificate.id().equals(id))
                .findFirst();
    }
}

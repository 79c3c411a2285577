package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An archived attempt.
 *
 * @param id such as {@code lms:customcert:12}
 * @param course null for a badge of the whole site
 * @param attempt counts from 1 for a person and a course, or a badge
 * @param changes what was told of it later
 */
record Certificate(
        String id,
        LmsAccount account,
        @Nullable CourseId course,
        String courseName,
        int attempt,
        Issue issue,
        String target,
        Instant archivedAt,
        Set<Change> changes) {

    /** What can happen to a certificate, beside the passing of time. */
    enum Change {
        REVOKED,
        EXPIRED
    }

    Certificate {
        changes = Set.copyOf(changes);
    }

    /** @return among which attempts are counted */
    static String series(Issue issue, @Nullable CourseId course) {
        return course == null || issue.kind().equals(Issue.BADGE) ? issue.activityId() : "course:" + course.id();
    }

    String series() {
        return series(issue, course);
    }

    /** @return whether both are of the same activity, so that the LMS keeps only the later one */
    boolean sharesActivityWith(Certificate other) {
        return account.equals(other.account) && issue.activityId().equals(other.issue.activityId());
    }

    boolean isExpired(Instant now) {
        Instant expiry = issue.expiresAt();
        return changes.contains(Change.EXPIRED) || expiry != null && !expiry.isAfter(now);
    }

    boolean isRevoked() {
        return changes.contains(Change.REVOKED);
    }
}

package io.isthmus.course.certificate;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import java.time.Instant;

/**
 * An archived attempt.
 *
 * @param id such as {@code lms:customcert:12}
 * @param attempt counts from 1 for a person and a course
 */
record Certificate(
        String id,
        LmsAccount account,
        CourseId course,
        String courseName,
        int attempt,
        Issue issue,
        String target,
        Instant archivedAt) {

    /** @return whether both are of the same activity, so that the LMS keeps only the later one */
    boolean sharesActivityWith(Certificate other) {
        return account.equals(other.account) && issue.activityId().equals(other.issue.activityId());
    }

    boolean isExpired(Instant now) {
        Instant expiry = issue.expiresAt();
        return expiry != null && !expiry.isAfter(now);
    }
}

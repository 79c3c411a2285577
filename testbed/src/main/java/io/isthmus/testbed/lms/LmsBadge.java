package io.isthmus.testbed.lms;

/**
 * A badge somebody earned.
 *
 * @param courseId 0 = a badge of the site
 * @param dateIssued seconds since 1970; for the expiry 0 = never
 */
public record LmsBadge(
        long id,
        String name,
        String description,
        long courseId,
        long userId,
        String uniqueHash,
        long dateIssued,
        long dateExpire) {}

package io.isthmus.testbed.lms;

import java.util.ArrayList;
import java.util.List;

/**
 * A person in a course.
 *
 * @param method {@code manual} or {@code cohort}
 * @param timeStart seconds since 1970; 0 = at once, and for the end never
 * @param progress percent of the tracked activities done, 0 to 100
 * @param timeProgressed when it last changed; with 100 percent, when the course was completed
 * @param lastAccess 0 = never opened
 */
public record LmsEnrolment(
        long id,
        long userId,
        long courseId,
        String method,
        List<Long> roles,
        boolean suspended,
        long timeStart,
        long timeEnd,
        int progress,
        long timeProgressed,
        long lastAccess) {

    public static final long TEACHER = 3;
    public static final long STUDENT = 5;

    public LmsEnrolment {
        roles = List.copyOf(roles);
    }

    static LmsEnrolment of(long userId, long courseId, String method, long role) {
        return new LmsEnrolment(0, userId, courseId, method, List.of(role), false, 0, 0, 0, 0, 0);
    }

    public boolean completed() {
        return progress == 100;
    }

    boolean active(long now) {
        return !suspended && timeStart <= now && (timeEnd == 0 || timeEnd > now);
    }

    int lessonsDone(int lessons) {
        return lessons * progress / 100;
    }

    LmsEnrolment withId(long newId) {
        return new LmsEnrolment(
                newId,
                userId,
                courseId,
                method,
                roles,
                suspended,
                timeStart,
                timeEnd,
                progress,
                timeProgressed,
                lastAccess);
    }

    LmsEnrolment withRole(long role) {
        if (roles.contains(role)) {
            return this;
        }
        var all = new ArrayList<>(roles);
        all.add(role);
        return new LmsEnrolment(
                id, userId, courseId, method, all, suspended, timeStart, timeEnd, progress, timeProgressed, lastAccess);
    }

    LmsEnrolment within(long start, long end, boolean isSuspended) {
        return new LmsEnrolment(
                id, userId, courseId, method, roles, isSuspended, start, end, progress, timeProgressed, lastAccess);
    }

    LmsEnrolment progressed(int percent, long now) {
        long when = percent == progress ? timeProgressed : now;
        return new LmsEnrolment(
                id, userId, courseId, method, roles, suspended, timeStart, timeEnd, percent, when, lastAccess);
    }

    LmsEnrolment opened(long now) {
        return new LmsEnrolment(
                id, userId, courseId, method, roles, suspended, timeStart, timeEnd, progress, timeProgressed, now);
    }
}

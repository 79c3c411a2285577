package io.isthmus.course.access;

import io.isthmus.course.source.LmsAccount;

/** People about whom a test may read. */
public final class Subjects {

    private Subjects() {}

    public static Subject person(String cmsSource, String cmsUid) {
        return new Subject(cmsSource, cmsUid);
    }

    public static Subject.Account account(String lmsSource, String userId) {
        return person("cms", "101").account(new LmsAccount(lmsSource, userId));
    }
}

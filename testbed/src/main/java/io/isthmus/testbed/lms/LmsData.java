package io.isthmus.testbed.lms;

import java.util.Collection;
import java.util.List;

/** All rows of a state, as they are kept in a file. */
record LmsData(
        List<LmsUser> users,
        List<LmsProfileField> profileFields,
        List<LmsCategory> categories,
        List<LmsCourse> courses,
        List<LmsModule> modules,
        List<LmsEnrolment> enrolments,
        List<LmsCertificate> certificates,
        List<LmsBadge> badges,
        List<LmsCohort> cohorts,
        LastIds lastIds) {

    /** Numbers are not given out twice, even when their rows are gone. */
    record LastIds(long users, long modules, long enrolments, long certificates, long cohorts) {}

    static LmsData of(LmsState state) {
        return state.transaction(() -> new LmsData(
                copy(state.users.all()),
                copy(state.profileFields.all()),
                copy(state.categories.all()),
                copy(state.courses.all()),
                copy(state.modules.all()),
                copy(state.enrolments.all()),
                copy(state.certificates.all()),
                copy(state.badges.all()),
                copy(state.cohorts.all()),
                new LastIds(
                        state.users.lastId(),
                        state.modules.lastId(),
                        state.enrolments.lastId(),
                        state.certificates.lastId(),
                        state.cohorts.lastId())));
    }

    private static <V> List<V> copy(Collection<V> rows) {
        return List.copyOf(rows);
    }

    void into(LmsState state) {
        users.forEach(state.users::save);
        profileFields.forEach(state.profileFields::save);
        categories.forEach(state.categories::save);
        courses.forEach(state.courses::save);
        modules.forEach(state.modules::save);
        enrolments.forEach(state.enrolments::save);
        certificates.forEach(state.certificates::save);
        badges.forEach(state.badges::save);
        cohorts.forEach(state.cohorts::save);
        state.users.nextIdIs(lastIds.users() + 1);
        state.modules.nextIdIs(lastIds.modules() + 1);
        state.enrolments.nextIdIs(lastIds.enrolments() + 1);
        state.certificates.nextIdIs(lastIds.certificates() + 1);
        state.cohorts.nextIdIs(lastIds.cohorts() + 1);
    }
}

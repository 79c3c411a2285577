package io.isthmus.testbed.lms;

import java.util.ArrayList;
import java.util.List;

/**
 * A cohort.
 *
 * @param contextId 1 = the whole site, else a category's context
 * @param members user ids
 * @param courses enrolled by cohort sync: whoever is a member is a student there
 */
public record LmsCohort(
        long id,
        long contextId,
        String name,
        String idnumber,
        String description,
        int descriptionFormat,
        boolean visible,
        List<Long> members,
        List<Long> courses) {

    static final long SYSTEM_CONTEXT = 1;

    public LmsCohort {
        members = List.copyOf(members);
        courses = List.copyOf(courses);
    }

    LmsCohort withMember(long userId) {
        var all = new ArrayList<>(members);
        all.add(userId);
        return withMembers(all);
    }

    LmsCohort withoutMember(long userId) {
        return withMembers(members.stream().filter(member -> member != userId).toList());
    }

    private LmsCohort withMembers(List<Long> all) {
        return new LmsCohort(id, contextId, name, idnumber, description, descriptionFormat, visible, all, courses);
    }

    LmsCohort withCourse(long courseId) {
        var all = new ArrayList<>(courses);
        all.add(courseId);
        return new LmsCohort(id, contextId, name, idnumber, description, descriptionFormat, visible, members, all);
    }
}

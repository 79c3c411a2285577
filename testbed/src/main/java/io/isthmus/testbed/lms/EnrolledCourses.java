package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** core_enrol_get_users_courses: a person's active enrolments in courses the token's user can see. */
final class EnrolledCourses {

    private final LmsState state;
    private final CourseFunctions courses;
    private final CourseView view;

    EnrolledCourses(LmsState state, CourseFunctions courses, CourseView view) {
        this.state = state;
        this.courses = courses;
        this.view = view;
    }

    List<WebFunction> all() {
        return List.of(new WebFunction(
                "core_enrol_get_users_courses",
                struct(required("userid", ParamType.INT), optional("returnusercount", ParamType.BOOL, "1")),
                this::usersCourses));
    }

    private Object usersCourses(Caller caller, Args args) {
        long userId = args.number("userid");
        Collection<LmsEnrolment> active = state.activeEnrolments(userId);
        return state.coursesSorted().stream()
                .filter(LmsCourse::visible)
                .filter(course -> userId == caller.user().id() || courses.accessible(caller, course))
                .flatMap(course -> active.stream()
                        .filter(enrolment -> enrolment.courseId() == course.id())
                        .limit(1)
                        .map(enrolment -> view(caller, args, course, enrolment)))
                .toList();
    }

    private Map<String, Object> view(Caller caller, Args args, LmsCourse course, LmsEnrolment enrolment) {
        boolean known = caller.may(Capability.COMPLETION_VIEW);
        boolean tracked = course.completion() == LmsCourse.Completion.TRACKED;
        Map<String, Object> shown = view.enrolled(caller, course);
        shown.put("completionhascriteria", known && tracked);
        shown.put("completionusertracked", known && course.tracksCompletion());
        shown.put("progress", known && tracked ? enrolment.progress() : null);
        boolean completed = tracked && enrolment.completed();
        shown.put("completed", known && course.tracksCompletion() ? completed : null);
        shown.put("lastaccess", enrolment.lastAccess() == 0 ? null : enrolment.lastAccess());
        if (args.flag("returnusercount")) {
            shown.put("enrolledusercount", enrolledUsers(course));
        }
        return shown;
    }

    private long enrolledUsers(LmsCourse course) {
        return state.enrolments.find("course", course.id()).stream()
                .map(LmsEnrolment::userId)
                .distinct()
                .count();
    }
}

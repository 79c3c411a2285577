package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** enrol_manual: all of a call or nothing. */
final class EnrolFunctions {

    private static final Set<Long> ASSIGNABLE_ROLES = Set.of(3L, 4L, LmsEnrolment.STUDENT);

    private final LmsState state;
    private final CourseFunctions courses;

    EnrolFunctions(LmsState state, CourseFunctions courses) {
        this.state = state;
        this.courses = courses;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "enrol_manual_enrol_users",
                        struct(required(
                                "enrolments",
                                list(struct(
                                        required("roleid", ParamType.INT),
                                        required("userid", ParamType.INT),
                                        required("courseid", ParamType.INT),
                                        optional("timestart", ParamType.INT),
                                        optional("timeend", ParamType.INT),
                                        optional("suspend", ParamType.INT))))),
                        this::enrol),
                new WebFunction(
                        "enrol_manual_unenrol_users",
                        struct(required(
                                "enrolments",
                                list(struct(
                                        required("userid", ParamType.INT),
                                        required("courseid", ParamType.INT),
                                        optional("roleid", ParamType.INT))))),
                        this::unenrol));
    }

    private @Nullable Object enrol(Caller caller, Args args) {
        args.structs("enrolments").forEach(enrolment -> enrolOne(caller, enrolment));
        return null;
    }

    /** An enrolment that is there already is set anew: without {@code timeend} its end is cleared. */
    private void enrolOne(Caller caller, Args args) {
        LmsCourse course = state.course(args.number("courseid"))
                .orElseThrow(() -> MoodleError.invalidParameter("Context does not exist"));
        enter(caller, course);
        caller.require(Capability.ENROL_MANUAL);
        long role = args.number("roleid");
        long userId = args.number("userid");
        if (!ASSIGNABLE_ROLES.contains(role)) {
            throw MoodleError.moodle(
                    "wsusercannotassign",
                    "You don't have the permission to assign this role (" + role + ") to this user (" + userId
                            + ") in this course (" + course.id() + ").");
        }
        requireInstance(course, course.manualEnrolment() == LmsCourse.ManualEnrolment.ENABLED);
        LmsUser user = enrollable(userId);
        LmsEnrolment enrolment = manual(user.id(), course.id())
                .map(found -> found.withRole(role))
                .orElseGet(() -> LmsEnrolment.of(user.id(), course.id(), "manual", role));
        long start = args.has("timestart") ? args.number("timestart") : enrolment.timeStart();
        state.save(enrolment.within(start, args.numberOrZero("timeend"), args.numberOrZero("suspend") != 0));
    }

    private void enter(Caller caller, LmsCourse course) {
        if (!courses.accessible(caller, course)) {
            throw MoodleError.courseNotAccessible();
        }
    }

    private static void requireInstance(LmsCourse course, boolean there) {
        if (!there) {
            throw MoodleError.moodle(
                    "wsnoinstance",
                    "Manual enrolment plugin instance doesn't exist or is disabled for the course (id = " + course.id()
                            + ")");
        }
    }

    private LmsUser enrollable(long userId) {
        LmsUser user = state.user(userId).orElseThrow(MoodleError::unknownUser);
        if (user.deleted()) {
            throw MoodleError.moodle("userdeleted", "error/userdeleted");
        }
        return user;
    }

    private Optional<LmsEnrolment> manual(long userId, long courseId) {
        return state.enrolments.find("user", userId).stream()
                .filter(one -> one.courseId() == courseId && one.method().equals("manual"))
                .findFirst();
    }

    private @Nullable Object unenrol(Caller caller, Args args) {
        args.structs("enrolments").forEach(enrolment -> unenrolOne(caller, enrolment));
        return null;
    }

    /** Removes all roles, whatever {@code roleid} says, and no enrolment made by a cohort. */
    private void unenrolOne(Caller caller, Args args) {
        LmsCourse course = state.course(args.number("courseid")).orElseThrow(() -> MoodleError.missingRecord("course"));
        enter(caller, course);
        caller.require(Capability.UNENROL_MANUAL);
        requireInstance(course, course.manualEnrolment() != LmsCourse.ManualEnrolment.MISSING);
        LmsUser user = enrollable(args.number("userid"));
        manual(user.id(), course.id()).ifPresent(enrolment -> state.enrolments.remove(enrolment.id()));
    }
}

package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a course somebody has done. */
final class CompletionFunctions {

    private static final Spec.Struct COURSE_AND_USER =
            struct(required("courseid", ParamType.INT), required("userid", ParamType.INT));

    private final LmsState state;
    private final Accounts accounts;
    private final CourseFunctions courses;
    private final String wwwroot;

    CompletionFunctions(LmsState state, Accounts accounts, CourseFunctions courses, String wwwroot) {
        this.state = state;
        this.accounts = accounts;
        this.courses = courses;
        this.wwwroot = wwwroot;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction("core_completion_get_course_completion_status", COURSE_AND_USER, this::ofCourse),
                new WebFunction(
                        "core_completion_get_activities_completion_status", COURSE_AND_USER, this::ofActivities));
    }

    private LmsCourse course(Caller caller, Args args) {
        LmsCourse course = state.course(args.number("courseid")).orElseThrow(() -> MoodleError.missingRecord("course"));
        accounts.existing(args.number("userid"));
        if (!courses.accessible(caller, course)) {
            throw MoodleError.courseNotAccessible();
        }
        return course;
    }

    private Object ofCourse(Caller caller, Args args) {
        LmsCourse course = course(caller, args);
        LmsEnrolment enrolment = state.enrolment(args.number("userid"), course.id())
                .orElseThrow(() -> MoodleError.moodle("usernotenroled", "User is not enrolled in this course"));
        if (!course.tracksCompletion() || !caller.may(Capability.COMPLETION_VIEW)) {
            throw MoodleError.moodle("cannotviewreport", "You cannot view this report");
        }
        List<LmsModule> lessons = state.trackedModules(course.id());
        if (lessons.isEmpty()) {
            throw MoodleError.moodle("nocriteriaset", "No completion criteria set for this course");
        }
        int done = enrolment.lessonsDone(lessons.size());
        var completions = new ArrayList<Map<String, Object>>();
        for (LmsModule lesson : lessons) {
            completions.add(criterion(lesson, completions.size() < done, enrolment));
        }
        var status = new LinkedHashMap<String, Object>();
        status.put("completed", done == lessons.size());
        status.put("aggregation", 1);
        status.put("completions", completions);
        return Map.of("completionstatus", status, "warnings", List.of());
    }

    private Map<String, Object> criterion(LmsModule lesson, boolean done, LmsEnrolment enrolment) {
        var criterion = new LinkedHashMap<String, Object>();
        criterion.put("type", 4);
        criterion.put("title", "Activity completion");
        criterion.put("status", done ? "Yes" : "No");
        criterion.put("complete", done);
        criterion.put("timecompleted", done ? enrolment.timeProgressed() : null);
        criterion.put(
                "details",
                Map.of(
                        "type",
                        "Activity completion",
                        "criteria",
                        "<a href=\"" + wwwroot + "/mod/" + lesson.modname() + "/view.php?id=" + lesson.id() + "\">"
                                + lesson.name() + "</a>",
                        "requirement",
                        "Marking yourself complete",
                        "status",
                        ""));
        return criterion;
    }

    private Object ofActivities(Caller caller, Args args) {
        LmsCourse course = course(caller, args);
        var statuses = new ArrayList<Map<String, Object>>();
        if (course.tracksCompletion()) {
            List<LmsModule> lessons = state.trackedModules(course.id());
            Optional<LmsEnrolment> enrolment = state.enrolment(args.number("userid"), course.id());
            int done = enrolment.map(one -> one.lessonsDone(lessons.size())).orElse(0);
            for (LmsModule lesson : lessons) {
                statuses.add(status(lesson, statuses.size() < done, enrolment));
            }
        }
        return Map.of("statuses", statuses, "warnings", List.of());
    }

    private static Map<String, Object> status(LmsModule lesson, boolean done, Optional<LmsEnrolment> enrolment) {
        var status = new LinkedHashMap<String, Object>();
        status.put("cmid", lesson.id());
        status.put("modname", lesson.modname());
        status.put("instance", lesson.instance());
        status.put("state", done ? 1 : 0);
        status.put(
                "timecompleted",
                done ? enrolment.map(LmsEnrolment::timeProgressed).orElse(0L) : 0L);
        status.put("tracking", 1);
        status.put("overrideby", null);
        status.put("valueused", false);
        status.put("hascompletion", true);
        status.put("isautomatic", false);
        status.put("istrackeduser", enrolment.isPresent());
        status.put("uservisible", true);
        status.put("details", List.of());
        status.put("isoverallcomplete", done);
        return status;
    }
}

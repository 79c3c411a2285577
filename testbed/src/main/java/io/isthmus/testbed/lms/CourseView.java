package io.isthmus.testbed.lms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A course as the web services show it: each function has its own mixture of fields. */
final class CourseView {

    private final LmsState state;
    private final String wwwroot;

    CourseView(LmsState state, String wwwroot) {
        this.state = state;
        this.wwwroot = wwwroot;
    }

    /** Of core_course_get_courses. */
    Map<String, Object> managed(Caller caller, LmsCourse course) {
        Map<String, Object> view = names(caller, course);
        view.put("categoryid", course.categoryId());
        view.put("categorysortorder", course.sortKey());
        view.put("idnumber", course.idnumber());
        view.put("summary", course.summary());
        view.put("summaryformat", 1);
        putSettings(view, course);
        view.put("numsections", course.isSite() ? 1 : 2);
        if (!course.isSite()) {
            view.put("hiddensections", 1);
        }
        view.put("timecreated", course.timeModified());
        view.put("timemodified", course.timeModified());
        view.put("forcetheme", "");
        view.put(
                "courseformatoptions",
                course.isSite()
                        ? List.of(Map.of("name", "numsections", "value", 1))
                        : List.of(
                                Map.of("name", "hiddensections", "value", 1),
                                Map.of("name", "coursedisplay", "value", 0)));
        view.put("showactivitydates", false);
        view.put("showcompletionconditions", course.tracksCompletion() ? true : null);
        return view;
    }

    /** Of core_course_get_courses_by_field, to somebody who cannot enter the course. */
    Map<String, Object> reduced(Caller caller, LmsCourse course) {
        Map<String, Object> view = names(caller, course);
        view.put("courseimage", image(course));
        view.put("categoryid", course.categoryId());
        view.put(
                "categoryname",
                category(course).map(LmsCategory::name).map(caller::format).orElse(""));
        view.put("sortorder", course.sortKey());
        view.put("summary", course.summary());
        view.put("summaryformat", 1);
        view.put("summaryfiles", List.of());
        view.put("overviewfiles", List.of());
        view.put("showactivitydates", false);
        view.put("showcompletionconditions", course.tracksCompletion() ? true : null);
        view.put("contacts", contacts(course));
        view.put(
                "enrollmentmethods",
                course.manualEnrolment() == LmsCourse.ManualEnrolment.ENABLED ? List.of("manual") : List.of());
        return view;
    }

    /** Of core_course_get_courses_by_field. */
    Map<String, Object> full(Caller caller, LmsCourse course) {
        Map<String, Object> view = reduced(caller, course);
        view.put("idnumber", course.idnumber());
        putSettings(view, course);
        view.put("theme", "");
        view.put("marker", 0);
        view.put("legacyfiles", 0);
        view.put("calendartype", "");
        view.put("timecreated", course.timeModified());
        view.put("timemodified", course.timeModified());
        view.put("requested", 0);
        view.put("cacherev", course.timeModified());
        view.put("filters", List.of(Map.of("filter", "urltolink", "localstate", 0, "inheritedstate", 1)));
        view.put(
                "courseformatoptions",
                List.of(
                        Map.of("name", "hiddensections", "value", 1),
                        Map.of("name", "coursedisplay", "value", 0),
                        Map.of("name", "indentation", "value", "1")));
        return view;
    }

    /** Of core_enrol_get_users_courses, but for what differs from person to person. */
    Map<String, Object> enrolled(Caller caller, LmsCourse course) {
        Map<String, Object> view = names(caller, course);
        view.put("idnumber", course.idnumber());
        view.put("visible", course.visible() ? 1 : 0);
        view.put("summary", course.summary());
        view.put("summaryformat", 1);
        view.put("format", "topics");
        view.put("courseimage", image(course));
        view.put("showgrades", true);
        view.put("lang", "");
        view.put("enablecompletion", course.tracksCompletion());
        view.put("category", course.categoryId());
        view.put("startdate", course.startDate());
        view.put("enddate", course.endDate());
        view.put("marker", 0);
        view.put("isfavourite", false);
        view.put("hidden", false);
        view.put("overviewfiles", List.of());
        view.put("showactivitydates", false);
        view.put("showcompletionconditions", course.tracksCompletion() ? true : null);
        view.put("timemodified", course.timeModified());
        return view;
    }

    private static Map<String, Object> names(Caller caller, LmsCourse course) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", course.id());
        view.put("shortname", caller.format(course.shortname()));
        view.put("fullname", caller.format(course.fullname()));
        view.put("displayname", caller.format(course.fullname()));
        return view;
    }

    private static void putSettings(Map<String, Object> view, LmsCourse course) {
        view.put("format", course.isSite() ? "site" : "topics");
        view.put("showgrades", 1);
        view.put("newsitems", course.isSite() ? 3 : 1);
        view.put("startdate", course.startDate());
        view.put("enddate", course.endDate());
        view.put("maxbytes", 0);
        view.put("showreports", 0);
        view.put("visible", course.visible() ? 1 : 0);
        view.put("groupmode", 0);
        view.put("groupmodeforce", 0);
        view.put("defaultgroupingid", 0);
        view.put("enablecompletion", course.tracksCompletion() ? 1 : 0);
        view.put("completionnotify", 0);
        view.put("lang", "");
    }

    private Optional<LmsCategory> category(LmsCourse course) {
        return Optional.ofNullable(state.categories.get(course.categoryId()));
    }

    /** Moodle lists the teachers. */
    private List<Map<String, Object>> contacts(LmsCourse course) {
        return state.enrolments.find("course", course.id()).stream()
                .filter(enrolment -> enrolment.roles().contains(LmsEnrolment.TEACHER))
                .flatMap(enrolment -> state.user(enrolment.userId()).stream())
                .map(user -> Map.<String, Object>of("id", user.id(), "fullname", user.fullname()))
                .toList();
    }

    private String image(LmsCourse course) {
        return wwwroot + "/pluginfile.php/" + (100 + course.id()) + "/course/generated/course.svg";
    }
}

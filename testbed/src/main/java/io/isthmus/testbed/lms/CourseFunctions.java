package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;
import static io.isthmus.testbed.lms.Spec.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Courses and categories. */
final class CourseFunctions {

    private static final Set<String> FIELDS = Set.of("", "id", "ids", "shortname", "idnumber", "category");

    private final LmsState state;
    private final CourseView view;

    CourseFunctions(LmsState state, CourseView view) {
        this.state = state;
        this.view = view;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_course_get_courses",
                        struct(optional("options", struct(optional("ids", list(value(ParamType.INT)))))),
                        this::courses),
                new WebFunction(
                        "core_course_get_courses_by_field",
                        struct(optional("field", ParamType.RAW, ""), optional("value", ParamType.RAW, "")),
                        this::byField),
                new WebFunction(
                        "core_course_get_categories",
                        struct(
                                optional(
                                        "criteria",
                                        list(struct(required("key", ParamType.RAW), required("value", ParamType.RAW)))),
                                optional("addsubcategories", ParamType.BOOL, "1")),
                        this::categories));
    }

    /** Whether the token's user can go into the course. */
    boolean accessible(Caller caller, LmsCourse course) {
        if (course.isSite()) {
            return true;
        }
        if (!course.visible() && !caller.may(Capability.COURSE_VIEW_HIDDEN)) {
            return false;
        }
        return caller.may(Capability.COURSE_VIEW)
                || state.activeEnrolments(caller.user().id()).stream()
                        .anyMatch(enrolment -> enrolment.courseId() == course.id());
    }

    private Object courses(Caller caller, Args args) {
        List<LmsCourse> found = state.coursesSorted();
        if (args.has("options") && args.struct("options").has("ids")) {
            List<String> ids = args.struct("options").texts("ids");
            found = found.stream()
                    .filter(course -> ids.contains(Long.toString(course.id())))
                    .toList();
        }
        for (LmsCourse course : found) {
            if (!accessible(caller, course)) {
                throw MoodleError.moodle(
                        "errorcoursecontextnotvalid",
                        "You cannot execute functions in the course context (course id:" + course.id()
                                + "). The context error message was: Course or activity not accessible.");
            }
        }
        return found.stream().map(course -> view.managed(caller, course)).toList();
    }

    private Object byField(Caller caller, Args args) {
        List<Map<String, Object>> found = state.courses.all().stream()
                .filter(matching(args.text("field"), args.text("value")))
                .filter(course -> course.visible() || caller.may(Capability.COURSE_VIEW_HIDDEN))
                .map(course -> accessible(caller, course) ? view.full(caller, course) : view.reduced(caller, course))
                .toList();
        return Map.of("courses", found, "warnings", List.of());
    }

    private Predicate<LmsCourse> matching(String field, String value) {
        if (!FIELDS.contains(field)) {
            throw MoodleError.invalidParameter("Invalid field name");
        }
        return switch (field) {
            case "" -> course -> true;
            case "shortname" -> course -> course.shortname().equals(value);
            case "idnumber" -> course -> course.idnumber().equals(value);
            case "category" -> course -> Long.toString(course.categoryId()).equals(checked(ParamType.INT, value));
            case "id" -> course -> Long.toString(course.id()).equals(checked(ParamType.INT, value));
            default -> withIds(Arrays.asList(checked(ParamType.SEQUENCE, value).split(",")));
        };
    }

    private static String checked(ParamType type, String value) {
        if (!type.accepts(value)) {
            throw MoodleError.invalidParameter("The value is no " + type.id());
        }
        return value;
    }

    /** One unknown id fails the whole call, with a PHP error that has no errorcode. */
    private Predicate<LmsCourse> withIds(List<String> ids) {
        for (String id : ids) {
            if (state.course(Long.parseLong(id)).isEmpty()) {
                throw new MoodleError("Error", null, "Attempt to assign property \"contextvalidated\" on null", null);
            }
        }
        return course -> ids.contains(Long.toString(course.id()));
    }

    private Object categories(Caller caller, Args args) {
        Predicate<LmsCategory> matches = category -> true;
        for (Args criterion : args.structs("criteria")) {
            matches = matches.and(matching(caller, criterion.text("key"), criterion.text("value")));
        }
        List<LmsCategory> direct =
                state.categories.all().stream().filter(matches).toList();
        return state.categories.all().stream()
                .filter(category -> direct.contains(category)
                        || (args.flag("addsubcategories") && direct.stream().anyMatch(top -> isBelow(category, top))))
                .map(category -> category(caller, category))
                .toList();
    }

    private static Predicate<LmsCategory> matching(Caller caller, String key, String value) {
        boolean hiddenKey = key.equals("idnumber") && !caller.may(Capability.CATEGORY_MANAGE);
        if (hiddenKey || !Set.of("id", "ids", "name", "parent", "idnumber").contains(key)) {
            throw MoodleError.moodle("criteriaerror", "Missing permissions to search on a criterion.");
        }
        return switch (key) {
            case "id" -> category -> Long.toString(category.id()).equals(value);
            case "ids" -> category -> Arrays.asList(value.split(",")).contains(Long.toString(category.id()));
            case "name" -> category -> category.name().equals(value);
            case "parent" -> category -> Long.toString(category.parent()).equals(value);
            default -> category -> category.idnumber().equals(value);
        };
    }

    private static boolean isBelow(LmsCategory category, LmsCategory top) {
        return category.path().startsWith(top.path() + "/");
    }

    private Map<String, Object> category(Caller caller, LmsCategory category) {
        long courses = state.courses.all().stream()
                .filter(course -> course.categoryId() == category.id())
                .count();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", category.id());
        shown.put("name", caller.format(category.name()));
        shown.put("description", category.description());
        shown.put("descriptionformat", category.descriptionFormat());
        shown.put("parent", category.parent());
        shown.put("sortorder", category.sortOrder());
        shown.put("coursecount", courses);
        shown.put("depth", category.depth());
        shown.put("path", category.path());
        if (caller.may(Capability.CATEGORY_MANAGE)) {
            shown.put("idnumber", category.idnumber());
            shown.put("visible", 1);
        }
        return shown;
    }
}

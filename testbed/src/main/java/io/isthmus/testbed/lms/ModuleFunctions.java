package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** core_course_get_course_module_by_instance: which course a certificate belongs to. */
final class ModuleFunctions {

    private static final Map<String, Integer> KINDS =
            Map.of("coursecertificate", 6, "customcert", 7, "forum", 10, "page", 18, "quiz", 20);

    private final LmsState state;
    private final CourseFunctions courses;

    ModuleFunctions(LmsState state, CourseFunctions courses) {
        this.state = state;
        this.courses = courses;
    }

    List<WebFunction> all() {
        return List.of(new WebFunction(
                "core_course_get_course_module_by_instance",
                struct(required("module", ParamType.RAW), required("instance", ParamType.INT)),
                this::byInstance));
    }

    private Object byInstance(Caller caller, Args args) {
        String kind = args.text("module");
        if (!KINDS.containsKey(kind)) {
            throw new MoodleError("dml_read_exception", "dmlreadexception", "Error reading from database", null);
        }
        LmsModule module = state.module(kind, args.number("instance"))
                .orElseThrow(() -> new MoodleError(
                        "dml_missing_record_exception",
                        "invalidrecordunknown",
                        "Can't find data record in database.",
                        null));
        if (!courses.accessible(caller, state.course(module.courseId()).orElseThrow())) {
            throw MoodleError.courseNotAccessible();
        }
        return Map.of("cm", view(caller, module), "warnings", List.of());
    }

    private static Map<String, Object> view(Caller caller, LmsModule module) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", module.id());
        view.put("course", module.courseId());
        view.put("module", KINDS.get(module.modname()));
        view.put("name", caller.format(module.name()));
        view.put("modname", module.modname());
        view.put("instance", module.instance());
        view.put("section", module.courseId() * 10);
        view.put("sectionnum", 1);
        view.put("groupmode", 0);
        view.put("groupingid", 0);
        view.put("completion", module.tracked() ? 1 : 0);
        if (caller.may(Capability.COURSE_MANAGE_ACTIVITIES)) {
            putSettings(view);
        }
        view.put("downloadcontent", 1);
        return view;
    }

    private static void putSettings(Map<String, Object> view) {
        view.put("idnumber", "");
        view.put("added", 0);
        for (String name : List.of("score", "indent", "completionpassgrade", "completionview", "completionexpected")) {
            view.put(name, 0);
        }
        for (String name : List.of("visible", "visibleoncoursepage", "visibleold")) {
            view.put(name, 1);
        }
        view.put("completiongradeitemnumber", null);
        view.put("showdescription", 0);
        view.put("availability", null);
    }
}

package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the functions of cohorts share: their parameters, contexts and looks, and who is a member. */
final class Cohorts {

    static final Spec.Struct TO_CREATE = struct(
            required("categorytype", struct(required("type", ParamType.TEXT), required("value", ParamType.RAW))),
            required("name", ParamType.RAW),
            required("idnumber", ParamType.RAW),
            optional("description", ParamType.RAW),
            optional("descriptionformat", ParamType.INT),
            optional("visible", ParamType.BOOL),
            optional("theme", ParamType.RAW),
            optional(
                    "customfields",
                    Spec.list(struct(required("shortname", ParamType.ALPHANUMEXT), required("value", ParamType.RAW)))));

    static final Spec.Struct TO_UPDATE = TO_CREATE.and(required("id", ParamType.INT));

    private static final int NAME_LENGTH = 254;
    private static final int IDNUMBER_LENGTH = 100;

    private final LmsState state;

    Cohorts(LmsState state) {
        this.state = state;
    }

    LmsCohort existing(long id) {
        return Optional.ofNullable(state.cohorts.get(id)).orElseThrow(() -> MoodleError.missingRecord("cohort"));
    }

    /** @return the context a {@code categorytype} names */
    long context(Args type) {
        String value = type.text("value");
        return switch (type.text("type")) {
            case "system" -> LmsCohort.SYSTEM_CONTEXT;
            case "id" -> categoryContext("id", value);
            case "idnumber" -> categoryContext("idnumber", value);
            default ->
                throw MoodleError.invalidParameter("the categorytype parameter is not supported: " + type.text("type"));
        };
    }

    private long categoryContext(String field, String value) {
        return state.categories.all().stream()
                .filter(category -> field.equals("id")
                        ? Long.toString(category.id()).equals(value)
                        : category.idnumber().equals(value))
                .findFirst()
                .map(LmsCategory::contextId)
                .orElseThrow(() -> MoodleError.invalidParameter("category not exists: " + field + "=" + value));
    }

    LmsCohort save(LmsCohort cohort) {
        if (length(cohort.name()) > NAME_LENGTH || length(cohort.idnumber()) > IDNUMBER_LENGTH) {
            throw MoodleError.databaseWrite();
        }
        return state.cohorts.save(cohort);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    void addMember(LmsCohort cohort, long userId) {
        state.cohorts.save(cohort.withMember(userId));
        cohort.courses().forEach(course -> state.save(LmsEnrolment.of(userId, course, "cohort", LmsEnrolment.STUDENT)));
    }

    void removeMember(LmsCohort cohort, long userId) {
        state.cohorts.save(cohort.withoutMember(userId));
        state.enrolments.find("user", userId).stream()
                .filter(enrolment ->
                        enrolment.method().equals("cohort") && cohort.courses().contains(enrolment.courseId()))
                .forEach(enrolment -> state.enrolments.remove(enrolment.id()));
    }

    void delete(LmsCohort cohort) {
        cohort.members().forEach(member -> removeMember(existing(cohort.id()), member));
        state.cohorts.remove(cohort.id());
    }

    static Map<String, Object> view(LmsCohort cohort) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", cohort.id());
        view.put("name", cohort.name());
        view.put("idnumber", cohort.idnumber());
        view.put("description", cohort.description());
        view.put("descriptionformat", cohort.descriptionFormat());
        view.put("visible", cohort.visible());
        view.put("theme", "");
        return view;
    }

    static Map<String, Object> viewWithCustomFields(LmsCohort cohort) {
        Map<String, Object> view = view(cohort);
        view.put("customfields", List.of());
        return view;
    }
}

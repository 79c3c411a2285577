package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;
import static io.isthmus.testbed.lms.Spec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is in a cohort: adding keeps the good rows and warns of the others, removing keeps all or nothing. */
final class CohortMembers {

    private static final Spec TYPED = struct(required("type", ParamType.TEXT), required("value", ParamType.RAW));

    private final LmsState state;
    private final Cohorts cohorts;
    private final Accounts accounts;

    CohortMembers(LmsState state, Cohorts cohorts, Accounts accounts) {
        this.state = state;
        this.cohorts = cohorts;
        this.accounts = accounts;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_cohort_add_cohort_members",
                        struct(required(
                                "members", list(struct(required("cohorttype", TYPED), required("usertype", TYPED))))),
                        this::add),
                new WebFunction(
                        "core_cohort_delete_cohort_members",
                        struct(required(
                                "members",
                                list(struct(required("cohortid", ParamType.INT), required("userid", ParamType.INT))))),
                        this::remove),
                new WebFunction(
                        "core_cohort_get_cohort_members",
                        struct(required("cohortids", list(value(ParamType.INT)))),
                        this::members));
    }

    private Object add(Caller caller, Args args) {
        var warnings = new ArrayList<Map<String, Object>>();
        for (Args member : args.structs("members")) {
            addOne(caller, member.struct("cohorttype"), member.struct("usertype"))
                    .ifPresent(warnings::add);
        }
        return Map.of("warnings", warnings);
    }

    /** @return the warning, if there is one; whoever is in already is found before permissions are looked at */
    private Optional<Map<String, Object>> addOne(Caller caller, Args cohortType, Args userType) {
        if (!List.of("id", "idnumber").contains(cohortType.text("type"))) {
            return warning(1, "invalid parameter: cohortype=" + cohortType.text("type"));
        }
        if (!List.of("id", "username").contains(userType.text("type"))) {
            return warning(1, "invalid parameter: usertype=" + userType.text("type"));
        }
        Optional<LmsCohort> cohort = cohort(cohortType);
        if (cohort.isEmpty()) {
            return warning(2, "cohort " + cohortType.text("type") + "=" + cohortType.text("value") + " not exists");
        }
        Optional<LmsUser> user = user(userType).filter(found -> !found.deleted());
        if (user.isEmpty()) {
            return warning(2, "user " + userType.text("type") + "=" + userType.text("value") + " not exists");
        }
        long userId = user.get().id();
        if (cohort.get().members().contains(userId)) {
            return warning(3, "record already exists: cohort(id=" + cohort.get().id() + " id=" + userId + ")");
        }
        caller.require(Capability.COHORT_ASSIGN);
        cohorts.addMember(cohort.get(), userId);
        return Optional.empty();
    }

    private static Optional<Map<String, Object>> warning(int code, String message) {
        return Optional.of(Map.of("warningcode", Integer.toString(code), "message", message));
    }

    private Optional<LmsCohort> cohort(Args type) {
        if (type.text("type").equals("id")) {
            return Optional.ofNullable(state.cohorts.get(number(type.text("value"))));
        }
        return state.cohorts.all().stream()
                .filter(cohort -> cohort.idnumber().equals(type.text("value")))
                .findFirst();
    }

    private Optional<LmsUser> user(Args type) {
        if (type.text("type").equals("id")) {
            return state.user(number(type.text("value")));
        }
        return state.userByUsername(type.text("value"));
    }

    /** What is no number reaches the database and fails there. */
    private static long number(String text) {
        if (!ParamType.INT.accepts(text)) {
            throw MoodleError.moodle("Error", "cohort/Error");
        }
        return Long.parseLong(text);
    }

    private @Nullable Object remove(Caller caller, Args args) {
        for (Args member : args.structs("members")) {
            LmsCohort cohort = cohorts.existing(member.number("cohortid"));
            LmsUser user = accounts.existing(member.number("userid"));
            caller.require(Capability.COHORT_ASSIGN);
            cohorts.removeMember(cohort, user.id());
        }
        return null;
    }

    private Object members(Caller caller, Args args) {
        var found = new ArrayList<Map<String, Object>>();
        for (String id : args.texts("cohortids")) {
            LmsCohort cohort = cohorts.existing(Long.parseLong(id));
            caller.require(Capability.COHORT_VIEW);
            found.add(Map.of("cohortid", cohort.id(), "userids", cohort.members()));
        }
        return found;
    }
}

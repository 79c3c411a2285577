package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.list;
import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;
import static io.isthmus.testbed.lms.Spec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** core_cohort: the cohorts themselves. Writes keep all of a call or nothing. */
final class CohortFunctions {

    private static final Spec IDS = list(value(ParamType.INT));

    private final LmsState state;
    private final Cohorts cohorts;

    CohortFunctions(LmsState state, Cohorts cohorts) {
        this.state = state;
        this.cohorts = cohorts;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "core_cohort_create_cohorts",
                        struct(required("cohorts", list(Cohorts.TO_CREATE))),
                        this::create),
                new WebFunction(
                        "core_cohort_update_cohorts",
                        struct(required("cohorts", list(Cohorts.TO_UPDATE))),
                        this::update),
                new WebFunction("core_cohort_delete_cohorts", struct(required("cohortids", IDS)), this::delete),
                new WebFunction("core_cohort_get_cohorts", struct(optional("cohortids", IDS)), this::cohorts));
    }

    private Object create(Caller caller, Args args) {
        var created = new ArrayList<Map<String, Object>>();
        for (Args given : args.structs("cohorts")) {
            long context = cohorts.context(given.struct("categorytype"));
            String idnumber = given.text("idnumber");
            if (state.cohorts.all().stream().anyMatch(other -> other.idnumber().equals(idnumber))) {
                throw MoodleError.invalidParameter("record already exists: idnumber=" + idnumber);
            }
            caller.require(Capability.COHORT_MANAGE);
            LmsCohort cohort = new LmsCohort(
                    state.cohorts.nextId(),
                    context,
                    given.text("name"),
                    idnumber,
                    Objects.requireNonNullElse(given.textOrNull("description"), ""),
                    given.has("descriptionformat") ? (int) given.number("descriptionformat") : 1,
                    !given.has("visible") || given.flag("visible"),
                    List.of(),
                    List.of());
            created.add(Cohorts.view(cohorts.save(cohort)));
        }
        return created;
    }

    /** Other than create, it accepts an idnumber that another cohort has. */
    private @Nullable Object update(Caller caller, Args args) {
        for (Args given : args.structs("cohorts")) {
            if (given.text("name").isBlank()) {
                throw MoodleError.invalidParameter("Invalid cohort name");
            }
            LmsCohort before = cohorts.existing(given.number("id"));
            caller.require(Capability.COHORT_MANAGE);
            cohorts.save(new LmsCohort(
                    before.id(),
                    cohorts.context(given.struct("categorytype")),
                    given.text("name"),
                    given.text("idnumber"),
                    Objects.requireNonNullElse(given.textOrNull("description"), before.description()),
                    before.descriptionFormat(),
                    given.has("visible") ? given.flag("visible") : before.visible(),
                    before.members(),
                    before.courses()));
        }
        return null;
    }

    private @Nullable Object delete(Caller caller, Args args) {
        for (String id : args.texts("cohortids")) {
            LmsCohort cohort = cohorts.existing(Long.parseLong(id));
            caller.require(Capability.COHORT_MANAGE);
            cohorts.delete(cohort);
        }
        return null;
    }

    /** Unknown ids are left out; with no cohort to see, nobody asks for permission. */
    private Object cohorts(Caller caller, Args args) {
        List<String> ids = args.texts("cohortids");
        List<LmsCohort> found = state.cohorts.all().stream()
                .filter(cohort -> ids.isEmpty() || ids.contains(Long.toString(cohort.id())))
                .toList();
        if (!found.isEmpty()) {
            caller.require(Capability.COHORT_VIEW);
        }
        return found.stream().map(Cohorts::viewWithCustomFields).toList();
    }
}

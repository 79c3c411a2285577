package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** core_cohort_search_cohorts: by part of the name, idnumber or description, in any case. */
final class CohortSearch {

    private final LmsState state;

    CohortSearch(LmsState state) {
        this.state = state;
    }

    List<WebFunction> all() {
        return List.of(new WebFunction(
                "core_cohort_search_cohorts",
                struct(
                        required("query", ParamType.RAW),
                        required(
                                "context",
                                struct(
                                        optional("contextid", ParamType.INT),
                                        optional("contextlevel", ParamType.RAW),
                                        optional("instanceid", ParamType.INT))),
                        optional("includes", ParamType.RAW, "parents"),
                        optional("limitfrom", ParamType.INT, "0"),
                        optional("limitnum", ParamType.INT, "25")),
                this::search));
    }

    private Object search(Caller caller, Args args) {
        long context = context(args.struct("context"));
        Predicate<LmsCohort> within = within(args.text("includes"), context);
        caller.require(Capability.COHORT_VIEW);
        String part = args.text("query").toLowerCase(Locale.ROOT);
        List<Map<String, Object>> found = state.cohorts.all().stream()
                .filter(within)
                .filter(cohort -> contains(cohort.name(), part)
                        || contains(cohort.idnumber(), part)
                        || contains(cohort.description(), part))
                .sorted(Comparator.comparing(LmsCohort::name))
                .skip(args.number("limitfrom"))
                .limit(args.number("limitnum"))
                .map(Cohorts::viewWithCustomFields)
                .toList();
        return Map.of("cohorts", found);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }

    private long context(Args context) {
        if (context.has("contextid")) {
            return known(context.number("contextid"));
        }
        if ("system".equals(context.textOrNull("contextlevel"))) {
            return LmsCohort.SYSTEM_CONTEXT;
        }
        LmsCategory category = state.categories.get(context.numberOrZero("instanceid"));
        if (category == null || !"coursecat".equals(context.textOrNull("contextlevel"))) {
            throw MoodleError.invalidParameter("Context does not exist");
        }
        return category.contextId();
    }

    private long known(long contextId) {
        boolean exists = contextId == LmsCohort.SYSTEM_CONTEXT
                || state.categories.all().stream().anyMatch(category -> category.contextId() == contextId);
        if (!exists) {
            throw MoodleError.invalidParameter("Context does not exist");
        }
        return contextId;
    }

    /** Of the contexts above, Moodle shows the visible cohorts only. */
    private static Predicate<LmsCohort> within(String includes, long context) {
        if (!Set.of("self", "parents", "all").contains(includes)) {
            throw MoodleError.coding("Invalid parameter value for 'includes'.");
        }
        if (includes.equals("all")) {
            return cohort -> true;
        }
        Predicate<LmsCohort> here = cohort -> cohort.contextId() == context;
        if (includes.equals("self")) {
            return here;
        }
        return here.or(cohort -> cohort.visible() && cohort.contextId() == LmsCohort.SYSTEM_CONTEXT);
    }
}

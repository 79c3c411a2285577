package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Brings the lab into the state a recording presumes. */
final class Preparations {

    private static final String CREATE = "core_user_create_users--";
    private static final String UPDATE = "core_user_update_users--";
    private static final String BY_FIELD = "core_user_get_users_by_field--";

    private final Map<Predicate<String>, Consumer<LmsStandIn>> rules = new LinkedHashMap<>();

    Preparations() {
        site();
        accounts();
        enrolments();
        cohorts();
        reports();
    }

    static String mappingField(String recording) {
        return recording.endsWith("ok-by-idnumber") ? "idnumber" : "username";
    }

    void prepare(String recording, LmsStandIn lms) {
        lms.debug(recording.endsWith("-debug"));
        rules.forEach((rule, preparation) -> {
            if (rule.test(recording)) {
                preparation.accept(lms);
            }
        });
        if (recording.startsWith(BY_FIELD + "after-create-")) {
            afterCreate(recording.substring((BY_FIELD + "after-create-").length()), lms);
        }
        if (recording.startsWith(BY_FIELD + "after-update-")) {
            replay(UPDATE, recording.substring((BY_FIELD + "after-update-").length()), lms);
        }
    }

    private void when(String prefix, Consumer<LmsStandIn> preparation) {
        rules.put(recording -> recording.startsWith(prefix), preparation);
    }

    private void before(String recording, String first) {
        rules.put(recording::equals, lms -> new Replay(lms).send(first));
    }

    private static void afterCreate(String what, LmsStandIn lms) {
        JsonNode after = Recordings.moodle(BY_FIELD + "after-create-" + what);
        lms.state()
                .users
                .nextIdIs(Long.parseLong(after.at("/request/params/values[0]").asText()));
        replay(CREATE, what, lms);
    }

    /** @return the recording that made the change, with which an "after" goes */
    static String change(String prefix, String what) {
        List<String> names = Recordings.names("moodle", prefix);
        return names.contains(prefix + what) ? prefix + what : prefix + "ok-" + what;
    }

    private static void replay(String prefix, String what, LmsStandIn lms) {
        new Replay(lms).send(change(prefix, what));
    }

    private void site() {
        String info = "core_webservice_get_site_info--";
        when(info + "db-down", lms -> lms.faults().set(Fault.of(Fault.Kind.DB_DOWN)));
        when(info + "maintenance-mode", lms -> lms.faults().set(Fault.of(Fault.Kind.MAINTENANCE)));
        when(info + "cli-maintenance-mode", lms -> lms.faults().set(Fault.of(Fault.Kind.DOWN)));
        when(info + "rest-protocol-disabled", lms -> lms.faults().set(Fault.of(Fault.Kind.FORBIDDEN)));
        when(info + "webservices-disabled", lms -> lms.faults().set(Fault.of(Fault.Kind.FORBIDDEN)));
        when(info + "token-user-suspended", Preparations::suspendCaller);
        when(info + "after-token-user-suspended-itself", Preparations::suspendCaller);
        when("auth_userkey_request_login_url--plugin-disabled", lms -> {
            Set<String> others = new TreeSet<>(Set.of("core_webservice_get_site_info"));
            lms.token().onlyFunctions(others);
        });
        when(
                "core_course_get_course_module_by_instance--ok-with-manageactivities",
                lms -> lms.token().grant(Capability.COURSE_MANAGE_ACTIVITIES));
    }

    private static void suspendCaller(LmsStandIn lms) {
        lms.state().saveUser(lms.user(3).orElseThrow().suspended(true));
    }

    private void accounts() {
        Consumer<LmsStandIn> created = lms -> {
            Lab.user(lms.state(), 27, "newton|Isaac|Newton", "CMS-2001");
            Lab.user(lms.state(), 28, "curie|Maria|Skłodowska-Curie", "");
            Lab.user(lms.state(), 29, "turing|Alan|Turing", "CMS-2003");
            lms.state().saveUser(lms.user(28).orElseThrow().with("city", "Warszawa"));
        };
        when(UPDATE, created);
        when("core_user_delete_users--", created);
        when(BY_FIELD + "after-update-", created);
        when(BY_FIELD + "after-delete", created);
        when("enrol_manual_", created);
        when("core_enrol_get_users_courses--after-enrol", created);
        when(CREATE, lms -> Lab.profileFields(lms.state()));
        when(BY_FIELD + "after-create-", lms -> Lab.profileFields(lms.state()));
        when(UPDATE, lms -> Lab.profileFields(lms.state()));
        rules.put(
                recording -> recording.startsWith(BY_FIELD + "after-update-") && asks(recording, "28"),
                Preparations::accountWithCustomFields);
        before(BY_FIELD + "after-update-customfield-unknown", UPDATE + "ok-customfields");
        when(
                BY_FIELD + "after-update-name-101",
                lms -> lms.state().saveUser(lms.user(28).orElseThrow().with("firstname", "")));
        when(
                BY_FIELD + "after-update-invalid-value-in-batch",
                lms -> lms.state().saveUser(lms.user(10).orElseThrow().with("city", "Kept1")));
        when(
                UPDATE + "email-half-swap",
                lms -> lms.state().saveUser(lms.user(6).orElseThrow().with("email", "bob@example.test")));
        when(
                UPDATE + "email-half-swap",
                lms -> lms.state().saveUser(lms.user(7).orElseThrow().with("email", "alice@example.test")));
        when(
                "core_user_delete_users--already-deleted",
                lms -> lms.state().saveUser(lms.user(28).orElseThrow().asDeleted()));
        before(BY_FIELD + "after-delete", "core_user_delete_users--ok");
        before(BY_FIELD + "after-delete-partial-failure", "core_user_delete_users--partial-failure");
        before(BY_FIELD + "after-partial-failure", CREATE + "partial-failure");
        before(BY_FIELD + "after-email-swap-three-steps", UPDATE + "email-swap-three-steps");
        when(BY_FIELD + "two-users-same-idnumber", lms -> Lab.user(lms.state(), 32, "dupid|Test|User", "CMS-1001"));
    }

    private static void accountWithCustomFields(LmsStandIn lms) {
        Lab.profileFields(lms.state());
        Lab.user(lms.state(), 28, "cf1|Test|User", "");
        lms.state().saveUser(lms.user(28).orElseThrow().withCustom(Map.of("hiddenf", "secret", "notes", "<p>Hi</p>")));
    }

    private static boolean asks(String recording, String id) {
        return Recordings.moodle(recording)
                .at("/request/params/values[0]")
                .asText()
                .equals(id);
    }

    private void enrolments() {
        String courses = "core_enrol_get_users_courses--";
        String enrol = "enrol_manual_enrol_users--";
        String unenrol = "enrol_manual_unenrol_users--";
        before(courses + "after-enrol-again", enrol + "ok-again-unsuspends");
        before(courses + "after-enrol-partial-failure", enrol + "ok");
        before(courses + "after-enrol-suspend", enrol + "ok-suspend-grace");
        before(courses + "after-enrol-timeend-future", enrol + "ok-timeend-future");
        before(courses + "after-enrol-timeend-past", enrol + "ok-timeend-past");
        before(courses + "after-enrol-timestart-future", enrol + "ok-timestart-future");
        before(courses + "after-unenrol", unenrol + "ok-with-roleid");
        before(courses + "after-unenrol-partial-failure", unenrol + "partial-failure");
        Consumer<LmsStandIn> synced = lms -> {
            Lab.cohort(lms.state(), 1, "Synced", "COH-1");
            lms.state().cohorts.save(lms.state().cohorts.get(1).withCourse(3));
            new LmsClient(lms)
                    .callAs(
                            "TOKEN",
                            "core_cohort_add_cohort_members",
                            "members[0][cohorttype][type]",
                            "id",
                            "members[0][cohorttype][value]",
                            "1",
                            "members[0][usertype][type]",
                            "id",
                            "members[0][usertype][value]",
                            "22");
        };
        when(courses + "after-cohort-add-with-sync", synced);
        when(
                courses + "after-cohort-remove-with-sync",
                synced.andThen(lms -> new LmsClient(lms)
                        .callAs(
                                "TOKEN",
                                "core_cohort_delete_cohort_members",
                                "members[0][cohortid]",
                                "1",
                                "members[0][userid]",
                                "22")));
        when(unenrol + "enrolled-by-cohort", synced);
    }

    private void cohorts() {
        String create = "core_cohort_create_cohorts--";
        String members = "core_cohort_add_cohort_members--";
        String update = "core_cohort_update_cohorts--";
        Set<String> withoutAny =
                Set.of("core_cohort_get_cohorts--none", "core_cohort_get_cohorts--without-permission-nothing-there");
        Predicate<String> others = recording -> recording.startsWith("core_cohort_")
                && !recording.startsWith(create)
                && !withoutAny.contains(recording);
        rules.put(others, lms -> Lab.cohorts(lms.state()));
        when(create + "duplicate-idnumber", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1"));
        when(create + "ok-idnumber-other-case", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1"));
        when(create + "partial-failure", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1"));
        when(create + "duplicate-empty-idnumber", lms -> Lab.cohort(lms.state(), 5, "No idnumber", ""));
        when(members + "ok", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1"));
        when(members + "partial-failure", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1", 6L, 7L));
        before("core_cohort_search_cohorts--after-create-partial-failure", create + "partial-failure");
        when(
                "core_cohort_search_cohorts--two-cohorts-same-idnumber",
                lms -> Lab.cohort(lms.state(), 4, "Dup", "COH-2"));
        before("core_cohort_get_cohorts--after-update", update + "ok");
        before("core_cohort_get_cohorts--after-update-partial-failure", update + "partial-failure");
        before("core_cohort_get_cohorts--after-update-without-description", update + "ok-without-description");
        before("core_cohort_get_cohorts--after-delete-partial-failure", "core_cohort_delete_cohorts--partial-failure");
        before("core_cohort_delete_cohorts--already-deleted", "core_cohort_delete_cohorts--ok");
        String get = "core_cohort_get_cohort_members--";
        when(get + "ok-empty", lms -> Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1"));
        when(get + "after-add-partial-failure", lms -> {
            Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1", 6L, 7L, 21L);
            new Replay(lms).send(members + "partial-failure");
        });
        when(get + "after-delete-members-partial-failure", lms -> {
            Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1", 6L, 8L, 7L, 21L);
            new Replay(lms).send("core_cohort_delete_cohort_members--partial-failure");
        });
        when(get + "after-user-deleted", lms -> {
            Lab.cohort(lms.state(), 1, "Équipe & R&D", "COH-1", 6L, 8L, 7L, 21L);
            new LmsClient(lms).callAs("TOKEN", "core_user_delete_users", "userids[0]", "8");
        });
    }

    private void reports() {
        String report = "core_reportbuilder_";
        when(report, lms -> Lab.user(lms.state(), 27, "ws_probe|WS|Probe", ""));
        Consumer<LmsStandIn> closed = lms -> lms.token().revoke(Capability.REPORT_VIEW_ALL);
        when(report + "retrieve_report--access-exception", closed);
        when(report + "retrieve_report--custom-reports-disabled", closed);
        when(report + "set_filters--access-exception", closed);
        when(
                report + "retrieve_report--ok-by-audience",
                lms -> lms.token("lab-lowpriv").grant(Capability.REPORT_VIEW_ALL));
        before(report + "retrieve_report--ok-modified-since", report + "set_filters--ok-modified-since");
    }
}

package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.LmsCourse.Completion.NOTHING_TRACKED;
import static io.isthmus.testbed.lms.LmsCourse.Completion.OFF;
import static io.isthmus.testbed.lms.LmsCourse.Completion.TRACKED;
import static io.isthmus.testbed.lms.LmsCourse.ManualEnrolment.DISABLED;
import static io.isthmus.testbed.lms.LmsCourse.ManualEnrolment.ENABLED;
import static io.isthmus.testbed.lms.LmsCourse.ManualEnrolment.MISSING;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The installation the recordings were made at, as far as they show it. */
final class Lab {

    private static final String[] PEOPLE = {
        "alice|Alice|Martin",
        "bob|Bob|O'Brien",
        "zoe|Zoë|Müller",
        "jose|José|Ñúñez García",
        "lukasz|Łukasz|Żółć",
        "olga|Ольга|Иванова",
        "lee|小龍|李",
        "fatima|فاطمة|الزهراء",
        "yuki|ゆき|山田",
        "soren|Søren|Kierkegård",
        "chloe|Chloé|Lefèvre",
        "dimitris|Δημήτρης|Παπαδόπουλος",
        "nguyen|Nguyễn|Văn Ánh",
        "gulsah|Gülşah|İnönü",
        "emoji|Eve 🎓|Émoji",
        "frank|Frank|Suspended",
        "grace|Grace|Noenrol",
        "henry.smith-1|Henry|Smith",
        "iris_k|Iris|Kelly",
        "jack@corp.test|R&D <team>|O'Neil"
    };

    private Lab() {}

    static LmsStandIn start(String mappingField) {
        LmsStandIn lms = LmsStandIn.start(
                LmsOptions.empty().withWorld(Lab::fill).withToken("TOKEN").withMappingField(mappingField));
        lms.addToken("TOKEN_LOWPRIV", "lab-lowpriv", 4, Set.of());
        var noReports = EnumSet.allOf(Capability.class);
        noReports.remove(Capability.COMPLETION_VIEW);
        lms.addToken("TOKEN_NOREPORTS", "noreports", 5, noReports);
        lms.addToken("TOKEN_EXPIRED", "expired", 3, Set.of()).usable(false);
        lms.addToken("TOKEN_WRONG_IP", "wrong-ip", 3, Set.of()).usable(false);
        lms.addToken("TOKEN_SITEINFO_ONLY", "siteinfo", 3, Set.of())
                .onlyFunctions(Set.of("core_webservice_get_site_info"));
        return lms;
    }

    private static void fill(LmsState state) {
        user(state, 1, "guest|Guest user| ", "");
        user(state, 2, "admin|Admin|User", "");
        user(state, 3, "ws_connector|WS|Connector", "");
        user(state, 4, "ws_lowpriv|WS|Lowpriv", "");
        user(state, 5, "ws_noreports|WS|Noreports", "");
        for (int i = 0; i < PEOPLE.length; i++) {
            user(state, 6 + i, PEOPLE[i], "CMS-" + (1001 + i));
        }
        List.of(7L, 11L, 21L)
                .forEach(id -> state.save(state.user(id).orElseThrow().with(Map.of("city", "Paris", "country", "FR"))));
        state.save(state.user(21).orElseThrow().suspended(true));
        user(state, 26, "gone@example.test.1767225600|Gone|Deleted", "");
        state.save(state.user(26).orElseThrow().asDeleted());
        courses(state);
        enrolments(state);
        certificates(state);
    }

    static void user(LmsState state, long id, String names, String idnumber) {
        String[] parts = names.split("\\|", -1);
        LmsUser user = LmsUser.named(parts[0], parts[1], parts[2], parts[0].replace("@", ".at.") + "@example.test")
                .with("idnumber", idnumber);
        state.transaction(() -> state.save(user.created(id, 1_767_225_600 + id * 60)));
    }

    private static void courses(LmsState state) {
        state.addCategory(new LmsCategory(1, "Compliance", "CAT-COMP", "", 1, 0, "/1"));
        state.addCategory(new LmsCategory(2, "Compétences & métiers", "CAT-COMPET", "<p>Skills</p>", 1, 0, "/2"));
        state.addCategory(new LmsCategory(3, "Leadership", "CAT-LEAD", "", 0, 2, "/2/3"));
        state.saveCourse(course(1, 0, 1, "lab", "Lab Moodle", OFF)
                .idnumber("")
                .manualEnrolment(MISSING)
                .build());
        state.saveCourse(
                course(2, 1, 2, "SAFE-101", "Workplace Safety", TRACKED).build());
        state.saveCourse(course(3, 1, 1, "RGPD-201", "Données personnelles & vie privée (RGPD)", TRACKED)
                .build());
        state.saveCourse(course(4, 2, 3, "HIST-2025", "Past course (ended 2025)", TRACKED)
                .manualEnrolment(DISABLED)
                .build());
        state.saveCourse(course(5, 2, 2, "FUT-2027", "Future course (starts 2027)", TRACKED)
                .manualEnrolment(MISSING)
                .build());
        state.saveCourse(course(6, 2, 1, "HIDDEN-1", "Hidden course", TRACKED)
                .visible(false)
                .build());
        state.saveCourse(course(7, 3, 3, "NOCOMP-1", "Completion disabled", OFF).build());
        state.saveCourse(course(8, 3, 2, "EMPTY-1", "Completion on but no tracked activity", NOTHING_TRACKED)
                .build());
        state.saveCourse(course(9, 3, 1, "LEAD-301", "Q&A: <b>Leading</b> \"people\" – 領導力", TRACKED)
                .idnumber("")
                .build());
        for (long cmid = 2; cmid <= 5; cmid++) {
            lesson(state, cmid, 2, cmid - 1);
        }
        lesson(state, 7, 3, 5);
        lesson(state, 8, 3, 6);
        lesson(state, 16, 6, 11);
        state.modules.save(new LmsModule(24, 2, "customcert", 1, "Safety certificate", false));
        state.modules.save(new LmsModule(25, 3, "coursecertificate", 1, "RGPD course certificate", false));
    }

    private static LmsCourse.Builder course(
            long id, long category, long order, String shortname, String fullname, LmsCourse.Completion completion) {
        return LmsCourse.named(shortname, fullname)
                .id(id)
                .category(category)
                .sortOrder(order)
                .idnumber("CRS-" + shortname)
                .summary("<p>About <em>" + shortname + "</em> – été</p>")
                .completion(completion)
                .manualEnrolment(ENABLED)
                .dates(1_768_176_000, 1_797_552_000);
    }

    private static void lesson(LmsState state, long cmid, long courseId, long instance) {
        state.modules.save(new LmsModule(cmid, courseId, "page", instance, "lesson " + instance, true));
    }

    private static void enrolments(LmsState state) {
        Map.of(2L, 100, 3L, 50, 4L, 100, 5L, 0, 6L, 0, 7L, 0, 8L, 0, 9L, 0)
                .forEach((course, progress) -> state.enrol(6, course, progress));
        state.enrol(7, 2, 25);
        state.enrol(7, 3, 0);
        state.save(state.enrol(7, 4, 0).within(0, 0, true));
        state.save(state.enrol(7, 5, 0).within(1_893_456_000, 0, false));
        state.enrol(8, 2, 50);
        state.enrol(8, 3, 100);
        state.save(state.enrol(8, 4, 0).within(0, 1_767_225_600, false));
        state.enrol(21, 2, 0);
        state.enrol(21, 3, 0);
        state.save(LmsEnrolment.of(24, 2, "manual", LmsEnrolment.TEACHER));
    }

    private static void certificates(LmsState state) {
        state.issueCertificate(6, 2, "LABCODE001", 1_767_484_800);
        state.issueCertificate(10, 2, "LABCODE002", 1_767_484_800);
        state.badges.save(new LmsBadge(1, "Safety hero", "Completed safety", 2, 6, "1".repeat(40), 1_767_484_800, 0));
    }

    /** The custom profile fields that were there when accounts with them were recorded. */
    static void profileFields(LmsState state) {
        state.profileFields.save(LmsProfileField.text(1, "staffno", "Staff number", 20));
        state.profileFields.save(LmsProfileField.menu(2, "contract", "Contract", "Permanent", "Intern"));
        state.profileFields.save(LmsProfileField.checkbox(3, "gdpr", "GDPR"));
        state.profileFields.save(LmsProfileField.datetime(4, "hired", "Hired"));
        state.profileFields.save(LmsProfileField.text(5, "hiddenf", "Hidden", 255));
        state.profileFields.save(LmsProfileField.textarea(6, "notes", "Notes"));
    }

    static void cohort(LmsState state, long id, String name, String idnumber, Long... members) {
        String description = id == 1 ? "<p>Cohort <b>one</b></p>" : "";
        state.cohorts.save(new LmsCohort(
                id,
                id == 2 ? 1003 : LmsCohort.SYSTEM_CONTEXT,
                name,
                idnumber,
                description,
                1,
                id != 2,
                List.of(members),
                List.of()));
    }

    /** The cohorts there were when all of them had been created. */
    static void cohorts(LmsState state) {
        cohort(state, 1, "Équipe & R&D", "COH-1", 6L, 8L, 7L, 21L, 9L);
        cohort(state, 2, "Leaders", "COH-LEAD");
        cohort(state, 3, "Sales", "COH-2");
        cohort(state, 4, "Sales", "COH-3");
        cohort(state, 5, "No idnumber", "");
        cohort(state, 6, "Lower", "coh-1");
        cohort(state, 7, "  padded  ", " COH-PAD ");
        cohort(state, 8, "<b>Bold</b> <script>x</script>", "COH-HTML");
        cohort(state, 9, "Team 🚀", "COH-🚀");
        cohort(state, 10, "", "COH-BLANK");
        cohort(state, 11, "Custom", "COH-CUSTOM");
    }
}

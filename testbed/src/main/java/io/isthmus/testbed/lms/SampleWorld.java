package io.isthmus.testbed.lms;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a new LMS holds. */
final class SampleWorld {

    static final long GUEST = 1;
    static final long ADMIN = 2;
    static final long CONNECTOR = 3;

    private static final long ADA = 4;
    private static final long BRUNO = 5;
    private static final long COMPLIANCE = 1;
    private static final long SKILLS = 2;
    private static final long LEADERSHIP = 3;

    /** Id, category, short name, name, start, end, summary. */
    private static final String COURSES = """
            2|1|SAFE-101|Workplace Safety|2026-01-12|2026-12-31|\
            Exits, extinguishers and what to do <em>before</em> something happens.
            3|1|PRIV-201|Data Protection & Privacy|2026-03-02|2026-11-30|\
            What the law asks of everyone who works with personal data.
            4|3|LEAD-301|Leading People|2026-05-04||\
            Listening, deciding, delegating: a course in six conversations.
            5|2|WRITE-110|Clear Writing|2026-02-01||\
            Say it in one sentence. Then say it better.
            6|2|DATA-120|Reading Numbers|2025-09-01|2025-12-19|\
            Averages, samples and the graphs that mislead.
            7|3|COACH-310|Coaching Basics (in preparation)|2027-01-11||\
            Still being written.
            8|2|LIB-001|Library and Handbooks|||\
            A shelf, not a course: nothing here is tracked.
            """;

    private SampleWorld() {}

    /** The accounts and the course every site has, and the account the token belongs to. */
    static void site(LmsState state) {
        person(state, GUEST, "guest", "Guest user", " ", "root@localhost.example");
        person(state, ADMIN, "admin", "Admin", "User", "admin@example.org");
        person(state, CONNECTOR, "isthmus_connector", "Isthmus", "Connector", "isthmus-connector@example.org");
        state.saveCourse(LmsCourse.named("campus", "Campus")
                .id(LmsState.SITE_COURSE)
                .category(0)
                .summary("<p>Courses of our organisation</p>")
                .completion(LmsCourse.Completion.OFF)
                .manualEnrolment(LmsCourse.ManualEnrolment.MISSING)
                .build());
        state.addCategory(new LmsCategory(COMPLIANCE, "Compliance", "CAT-COMP", "", 1, 0, "/1"));
    }

    /** The people and courses of the local stack. */
    static void fill(LmsState state) {
        site(state);
        people(state);
        courses(state);
        learning(state);
    }

    private static void people(LmsState state) {
        person(state, ADA, "ada", "Ada", "Lovelace", "ada@example.org");
        change(state, ADA, "cms:101", "London", "GB");
        person(state, BRUNO, "bruno", "Bruno", "Munari", "bruno@example.org");
        change(state, BRUNO, "cms:102", "Milan", "IT");
        person(state, 6, "frank", "Frank", "Osei", "frank@example.org");
        state.saveUser(state.user(6).orElseThrow().suspended(true));
        person(state, 7, "grace", "Grace", "Kimani", "grace@example.org");
        person(state, 8, "hiro", "Hiro", "Tanaka", "hiro@example.org");
        person(state, 9, "ines", "Inês", "Carvalho", "ines@example.org");
    }

    private static void person(
            LmsState state, long id, String username, String firstname, String lastname, String email) {
        LmsUser user = LmsUser.named(username, firstname, lastname, email).created(id, state.now());
        state.addUser(user);
    }

    private static void change(LmsState state, long id, String idnumber, String city, String country) {
        LmsUser user = state.user(id).orElseThrow();
        state.saveUser(user.with("idnumber", idnumber)
                .with("auth", "userkey")
                .with("city", city)
                .with("country", country));
    }

    private static void courses(LmsState state) {
        state.addCategory(
                new LmsCategory(SKILLS, "Skills & crafts", "CAT-SKILL", "<p>What we are good at</p>", 1, 0, "/2"));
        state.addCategory(new LmsCategory(LEADERSHIP, "Leadership", "CAT-LEAD", "", 0, SKILLS, "/2/3"));
        COURSES.lines().map(line -> line.split("\\|", -1)).forEach(parts -> addCourse(state, parts));
        state.saveCourse(course(state, 7).change().visible(false).build());
        state.saveCourse(
                course(state, 8).change().completion(LmsCourse.Completion.OFF).build());
    }

    private static void addCourse(LmsState state, String[] parts) {
        LmsCourse course = LmsCourse.named(parts[2], parts[3])
                .id(Long.parseLong(parts[0]))
                .category(Long.parseLong(parts[1]))
                .idnumber("CRS-" + parts[2])
                .summary("<p>" + parts[6] + "</p>")
                .dates(seconds(parts[4]), seconds(parts[5]))
                .build();
        state.addCourse(course, 4);
    }

    private static LmsCourse course(LmsState state, long id) {
        return state.course(id).orElseThrow();
    }

    private static long seconds(String day) {
        return day.isEmpty()
                ? 0
                : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private static void learning(LmsState state) {
        state.enrol(ADA, 2, 100);
        state.enrol(ADA, 3, 50);
        state.enrol(ADA, 4, 0);
        state.modules.save(new LmsModule(100, 2, "customcert", 1, "Certificate of Safety", false));
        state.issueCertificate(ADA, 2, "SAFE26ADA1", seconds("2026-02-20"));
        state.enrol(7, 2, 25);
        state.enrol(7, 8, 0);
        state.enrol(8, 5, 100);
    }
}

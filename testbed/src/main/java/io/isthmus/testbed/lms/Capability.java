package io.isthmus.testbed.lms;

import java.util.EnumSet;
import java.util.Set;

/** What a token's user may do, by Moodle's names. */
public enum Capability {
    USER_CREATE("moodle/user:create", "Create users"),
    USER_UPDATE("moodle/user:update", "Update user profiles"),
    USER_DELETE("moodle/user:delete", "Delete users"),
    USER_VIEW_DETAILS("moodle/user:viewalldetails", "View user full information"),
    COURSE_VIEW("moodle/course:view", "View courses without participation"),
    COURSE_VIEW_HIDDEN("moodle/course:viewhiddencourses", "View hidden courses"),
    COURSE_VIEW_PARTICIPANTS("moodle/course:viewparticipants", "View participants"),
    COURSE_MANAGE_ACTIVITIES("moodle/course:manageactivities", "Manage activities"),
    CATEGORY_MANAGE("moodle/category:manage", "Manage categories"),
    COMPLETION_VIEW("report/completion:view", "View course completion report"),
    ENROL_MANUAL("enrol/manual:enrol", "Enrol users"),
    UNENROL_MANUAL("enrol/manual:unenrol", "Unenrol users from the course"),
    COHORT_MANAGE("moodle/cohort:manage", "Create, delete and move cohorts"),
    COHORT_ASSIGN("moodle/cohort:assign", "Add and remove cohort members"),
    COHORT_VIEW("moodle/cohort:view", "View site-wide cohorts"),
    CUSTOMCERT_VIEW_ALL("mod/customcert:viewallcertificates", "View all certificates"),
    CERTIFICATE_ISSUE("tool/certificate:issue", "Issue certificate to users"),
    REPORT_VIEW_ALL("moodle/reportbuilder:viewall", "View all custom reports"),
    USERKEY_GENERATE("auth/userkey:generatekey", "Generate login user key");

    private final String id;
    private final String label;

    Capability(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** @return Moodle's name, such as {@code moodle/user:create} */
    public String id() {
        return id;
    }

    /** @return what the role in Isthmus's documentation allows: enough for every function, and no more */
    static Set<Capability> ofConnector() {
        return EnumSet.complementOf(EnumSet.of(CATEGORY_MANAGE, COURSE_MANAGE_ACTIVITIES, CERTIFICATE_ISSUE));
    }

    String label() {
        return label;
    }
}

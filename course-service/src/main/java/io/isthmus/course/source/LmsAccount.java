package io.isthmus.course.source;

/**
 * An account at an LMS.
 *
 * @param source name of the LMS in the configuration
 * @param userId as the LMS counts
 */
public record LmsAccount(String source, String userId) {

    /** @return names the database's lock under which what is kept of this account is changed */
    public String lock() {
        // Enrolments too: the words are what versions side by side agree on.
        return "certificates of " + source + ":" + userId;
    }
}

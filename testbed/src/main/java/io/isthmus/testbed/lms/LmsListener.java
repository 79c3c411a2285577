package io.isthmus.testbed.lms;

/**
 * Hears what changed, whoever changed it, after it is stored and in order; on a thread of its own, so it may block.
 * The place where an LMS-side producer of events would sit.
 */
public interface LmsListener {

    /** A user was created, changed or deleted. */
    default void userChanged(LmsUser user) {}

    default void courseChanged(LmsCourse course) {}

    /** A person was enrolled, made progress or completed. */
    default void enrolmentChanged(LmsEnrolment enrolment) {}

    default void certificateIssued(LmsCertificate certificate) {}
}

package io.isthmus.usersync.moodle;

import io.isthmus.moodle.MoodleException;

/** The LMS cannot answer now. A type of its own, so that the breaker counts this and nothing else. */
final class LmsDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String errorcode;

    LmsDown(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
        this.errorcode = cause instanceof MoodleException moodle ? moodle.errorcode() : "unknown";
    }

    String errorcode() {
        return errorcode;
    }
}

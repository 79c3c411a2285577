package io.isthmus.usersync.moodle;

import io.isthmus.moodle.MoodleException;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;

/** What a failed call means to those who do not know Moodle. */
final class Faults {

    private Faults() {}

    static Throwable remote(Throwable failure) {
        if (failure instanceof MoodleException moodle) {
            return new RemoteFault(kind(moodle), "lms-" + moodle.errorcode());
        }
        return failure;
    }

    /** Whether Moodle understood the call and said no to something in it. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof MoodleException moodle && moodle.kind() == MoodleException.Kind.PERMANENT;
    }

    /** Whether the same call would fail again until somebody changes something, be it a permission. */
    static boolean isFinal(Throwable failure) {
        return failure instanceof MoodleException moodle && moodle.kind() != MoodleException.Kind.RETRYABLE;
    }

    private static Kind kind(MoodleException failure) {
        return switch (failure.kind()) {
            case RETRYABLE -> Kind.RETRYABLE;
            case CONFIGURATION -> Kind.CONFIGURATION;
            case PERMANENT -> Kind.PERMANENT;
        };
    }
}

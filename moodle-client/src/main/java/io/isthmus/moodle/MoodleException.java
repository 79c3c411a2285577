package io.isthmus.moodle;

/**
 * A call that Moodle refused, or that never got an answer.
 *
 * <p>Moodle's own message is left out on purpose: it can hold names and addresses.
 */
public final class MoodleException extends RuntimeException {

    /** What a caller can do about it. */
    public enum Kind {
        /**
         * The same call may succeed later. It may also have done its work already, if the answer was lost: look
         * before creating again.
         */
        RETRYABLE,
        /** The same call will fail again: something in the request is wrong, or what it names is not there. */
        PERMANENT,
        /** An administrator has to change something: address, token, service, permission. */
        CONFIGURATION
    }

    private static final long serialVersionUID = 1L;

    private final String function;
    private final String errorcode;
    private final Kind kind;

    MoodleException(String function, String errorcode, Kind kind) {
        super(function + ": " + errorcode + " (" + kind + ")");
        this.function = function;
        this.errorcode = errorcode;
        this.kind = kind;
    }

    /** @return the web-service function, or the path of a file */
    public String function() {
        return function;
    }

    /**
     * Moodle's {@code errorcode}, such as {@code invalidparameter}; or, with a hyphen in it, one of
     * {@link Errorcodes}.
     */
    public String errorcode() {
        return errorcode;
    }

    public Kind kind() {
        return kind;
    }
}

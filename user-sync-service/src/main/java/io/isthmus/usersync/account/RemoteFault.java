package io.isthmus.usersync.account;

/** A side did not do its part, so nothing is known and nothing may be concluded. */
public final class RemoteFault extends RuntimeException {

    /** What helps. */
    public enum Kind {
        /** Time. */
        RETRYABLE,
        /** An administrator: address, credentials, permissions. */
        CONFIGURATION,
        /** Nothing: the call will fail again. */
        PERMANENT
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;

    /** @param reason a reason code of low cardinality, such as {@code lms-timed-out} */
    public RemoteFault(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
        this.reason = reason;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return reason;
    }
}

package io.isthmus.course.source;

/** An LMS could not be read. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final Reason reason;

    public SourceException(String source, Reason reason) {
        super(source + ": " + reason.word());
        this.source = source;
        this.reason = reason;
    }

    public String source() {
        return source;
    }

    public Reason reason() {
        return reason;
    }

    public Failure as(String part) {
        return new Failure(source, part, reason);
    }
}

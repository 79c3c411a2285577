package io.isthmus.course.event;

/** A message that is no event of ours; the message of this exception names fields, never values. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
        super(message);
    }

    public static MalformedEventException because(String what) {
        return new MalformedEventException(what);
    }
}

package io.isthmus.course.link;

/** The replica of the links has not caught up: nobody can be told to have no account. */
public final class LinksUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LinksUnknownException() {
        super("the links are still being read");
    }
}

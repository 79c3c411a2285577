package io.isthmus.course.link;

/** The database is away or too slow. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageException(Throwable cause) {
        super("the database gives no answer", cause);
    }
}

package io.isthmus.usersync.person;

/** Somebody else has the person by now; what was found out counts for nothing. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLost() {
        super("lease lost", null, false, false);
    }
}

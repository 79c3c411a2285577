package io.isthmus.usersync.person;

/** Somebody is working on the person right now; soon it will be possible. */
public final class PersonBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PersonBusy() {
        super("person is being worked on", null, false, false);
    }
}

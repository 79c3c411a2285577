package io.isthmus.usersync.model;

/** Where a side says that somebody has changed there, whoever did it. */
@FunctionalInterface
public interface Outlet {

    /** @param deleted the user is gone */
    void changed(String source, String id, boolean deleted);
}

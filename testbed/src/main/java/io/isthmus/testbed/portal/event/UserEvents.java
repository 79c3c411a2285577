package io.isthmus.testbed.portal.event;

import java.util.List;
import java.util.Set;

/** Where the portal tells of its users. */
public interface UserEvents extends AutoCloseable {

    /**
     * Sends and waits.
     *
     * @param events of different users
     * @return the ids of those that are safely there; the others are sent again later
     */
    Set<String> send(List<UserEvent> events) throws InterruptedException;

    @Override
    void close();
}

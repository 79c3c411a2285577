package io.isthmus.course.cache;

import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.MalformedEventException;

/** Keeps for good what an event tells, before what it outdates is asked for again. */
public interface EventKeeper {

    /**
     * Called from the reader's own thread, which it may block, and again for the same event after a failure.
     *
     * @return whether there was something to keep
     * @throws MalformedEventException if the event does not say what it should
     */
    boolean keep(CloudEvent event) throws MalformedEventException;
}
